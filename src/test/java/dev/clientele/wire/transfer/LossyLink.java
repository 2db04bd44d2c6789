package dev.clientele.wire.transfer;

import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Stands between two actors and passes messages on, but loses every third and repeats every fifth.
 * The addresses in offers and acceptances become those of further links.
 */
final class LossyLink<T> extends AbstractMatchingBehavior<T> {
  private final ActorRef<T> to;
  private final Map<ActorRef<?>, ActorRef<?>> links = new HashMap<>();
  private int count;

  private LossyLink(ActorContext<T> context, ActorRef<T> to) {
    super(context);
    this.to = to;
  }

  static <T> Behavior<T> to(ActorRef<T> to) {
    return Behaviors.setup(context -> new LossyLink<>(context, to));
  }

  @Override
  @SuppressWarnings("unchecked") // the same kind of message, with another address in it
  public Behavior<T> onMessage(T message) {
    T sent =
        switch (message) {
          case WeightsReceiver.Offer(Content content, var sender) ->
              (T) new WeightsReceiver.Offer(content, link(sender));
          case WeightsSender.Accept(var incoming) -> (T) new WeightsSender.Accept(link(incoming));
          default -> message;
        };
    count++;
    for (int times = count % 3 == 0 ? 0 : count % 5 == 0 ? 2 : 1; times > 0; times--) {
      to.tell(sent);
    }
    return this;
  }

  @SuppressWarnings("unchecked") // a link has the type of what it leads to
  private <U> ActorRef<U> link(ActorRef<U> end) {
    return (ActorRef<U>)
        links.computeIfAbsent(end, e -> getContext().spawnAnonymous(LossyLink.to(end)));
  }
}
