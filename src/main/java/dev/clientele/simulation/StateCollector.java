package dev.clientele.simulation;

import dev.clientele.tensor.Weights;
import java.util.Collection;
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
  private final SortedMap<Integer, Weights> now = new TreeMap<>();
  private final SortedMap<Integer, Weights> before = new TreeMap<>();
  private final ActorRef<PrivateStates> replyTo;
  private int missing;

  private StateCollector(
      ActorContext<Client.State> context, int missing, ActorRef<PrivateStates> replyTo) {
    super(context);
    this.missing = missing;
    this.replyTo = replyTo;
  }

  /**
   * @param stored of clients that have no actor yet; copied before this returns
   * @param clients whom to ask; copied before this returns
   */
  static Behavior<Client.State> create(
      Collection<Client.State> stored,
      Collection<ActorRef<Client.Command>> clients,
      ActorRef<PrivateStates> replyTo) {
    List<Client.State> known = List.copyOf(stored);
    List<ActorRef<Client.Command>> asked = List.copyOf(clients);
    return Behaviors.setup(
        context -> new StateCollector(context, asked.size(), replyTo).begin(known, asked));
  }

  private Behavior<Client.State> begin(
      List<Client.State> known, List<ActorRef<Client.Command>> asked) {
    known.forEach(this::note);
    Client.TellState question = new Client.TellState(getContext().getSelf());
    asked.forEach(client -> client.tell(question));
    return answerWhenComplete();
  }

  @Override
  public Behavior<Client.State> onMessage(Client.State state) {
    note(state);
    missing--;
    return answerWhenComplete();
  }

  private void note(Client.State state) {
    state.now().ifPresent(weights -> now.put(state.client(), weights));
    state.before().ifPresent(weights -> before.put(state.client(), weights));
  }

  private Behavior<Client.State> answerWhenComplete() {
    if (missing > 0) {
      return this;
    }
    replyTo.tell(new PrivateStates(now, before));
    return Behaviors.stopped();
  }
}
