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

/** Hears every client's private tensors, answers once with all of them, and stops. */
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
   * @param asked how many clients will tell theirs
   */
  static Behavior<Client.State> create(
      Collection<Client.State> stored, int asked, ActorRef<PrivateStates> replyTo) {
    List<Client.State> known = List.copyOf(stored);
    return Behaviors.setup(context -> new StateCollector(context, asked, replyTo).begin(known));
  }

  private Behavior<Client.State> begin(List<Client.State> known) {
    known.forEach(this::note);
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
