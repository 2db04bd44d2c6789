package dev.clientele.simulation;

import dev.clientele.tensor.Weights;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Asks every client for its private tensors, answers once with all of them, and stops. */
final class StateCollector extends AbstractMatchingBehavior<Client.State> {
  private final SortedMap<Integer, Weights> personal;
  private final ActorRef<Clients.States> replyTo;
  private int missing;

  private StateCollector(
      ActorContext<Client.State> context,
      SortedMap<Integer, Weights> personal,
      int missing,
      ActorRef<Clients.States> replyTo) {
    super(context);
    this.personal = personal;
    this.missing = missing;
    this.replyTo = replyTo;
  }

  /**
   * @param stored the private tensors of clients that have no actor yet; copied before this returns
   * @param clients whom to ask; copied before this returns
   */
  static Behavior<Client.State> create(
      SortedMap<Integer, Weights> stored,
      Collection<ActorRef<Client.Command>> clients,
      int asOf,
      ActorRef<Clients.States> replyTo) {
    SortedMap<Integer, Weights> known = new TreeMap<>(stored);
    List<ActorRef<Client.Command>> asked = List.copyOf(clients);
    return Behaviors.setup(
        context -> new StateCollector(context, known, asked.size(), replyTo).ask(asked, asOf));
  }

  private Behavior<Client.State> ask(List<ActorRef<Client.Command>> clients, int asOf) {
    ActorRef<Client.State> self = getContext().getSelf();
    clients.forEach(client -> client.tell(new Client.TellState(asOf, self)));
    return answerWhenComplete();
  }

  @Override
  public Behavior<Client.State> onMessage(Client.State state) {
    state.personal().ifPresent(weights -> personal.put(state.client(), weights));
    missing--;
    return answerWhenComplete();
  }

  private Behavior<Client.State> answerWhenComplete() {
    if (missing > 0) {
      return this;
    }
    replyTo.tell(new Clients.States(Collections.unmodifiableSortedMap(personal)));
    return Behaviors.stopped();
  }
}
