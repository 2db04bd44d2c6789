package dev.clientele.simulation;

import dev.clientele.tensor.Weights;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The private tensors of all clients, kept where the server is, so that no node takes any with it
 * when it dies. As in {@link Client}, what a visit makes counts once the visit is settled. Mutable;
 * belongs to one actor.
 */
final class ClientBook {
  private record Made(long number, Optional<Weights> personal) {}

  private final SortedMap<Integer, Weights> now;
  private final SortedMap<Integer, Weights> before;
  private final Map<Integer, Made> asked = new HashMap<>();
  private final boolean keepBefore;

  /**
   * @param keepBefore whether the tensors before the last visit can be wanted
   */
  ClientBook(PrivateStates states, boolean keepBefore) {
    this.now = new TreeMap<>(states.now());
    this.before = new TreeMap<>(states.before());
    this.keepBefore = keepBefore;
  }

  Optional<Weights> now(int client) {
    return Optional.ofNullable(now.get(client));
  }

  Optional<Weights> before(int client) {
    return Optional.ofNullable(before.get(client));
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
      Weights old = now.put(client, made.personal().get());
      if (keepBefore && old != null) {
        before.put(client, old);
      }
    }
  }

  PrivateStates states() {
    return new PrivateStates(now, before);
  }
}
