package dev.clientele.simulation;

import dev.clientele.tensor.Weights;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The private tensors of all clients, kept where the server is, so that no node takes any with it
 * when it dies. As in {@link Client}, what a visit makes counts once the visit is settled. Mutable;
 * belongs to one actor.
 */
final class ClientBook {
  private record Made(long number, Optional<Weights> personal) {}

  private final ClientStates states;
  private final Map<Integer, Made> asked = new HashMap<>();
  private final boolean keepBefore;

  /**
   * @param keepBefore whether the tensors before the last visit can be wanted
   */
  ClientBook(ClientStates states, boolean keepBefore) {
    this.states = states;
    this.keepBefore = keepBefore;
  }

  Optional<Weights> now(int client) {
    return states.now(client);
  }

  Optional<Weights> before(int client) {
    return states.before(client);
  }

  /** A visit or an adaptation of that number is begun; what an older one makes does not count. */
  void ask(int client, long number) {
    asked.put(client, new Made(number, Optional.empty()));
  }

  void note(int client, long number, Weights personal) {
    asked.computeIfPresent(
        client,
        (_, made) -> made.number() == number ? new Made(number, Optional.of(personal)) : made);
  }

  void settle(int client, long number, boolean keep) {
    Made made = asked.get(client);
    if (made == null || made.number() != number) {
      return;
    }
    asked.remove(client);
    if (keep && made.personal().isPresent()) {
      Optional<Weights> old = keepBefore ? states.now(client) : Optional.empty();
      states.put(client, made.personal(), old);
    }
  }

  /** As they are now; they stay so until the next visit is settled. */
  PrivateStates states() {
    return states.view();
  }
}
