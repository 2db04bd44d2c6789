package dev.clientele.simulation;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.BehaviorInterceptor;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Lets an {@link Error} (memory used up, a broken native library) fail its actor like any
 * exception, so that the actor's parent hears of it. Without this, Pekko gives up the actor's
 * mailbox, and a system with such an actor never ends.
 */
final class ErrorsAsExceptions<T> extends BehaviorInterceptor<T, T> {
  private ErrorsAsExceptions(Class<T> type) {
    super(type);
  }

  static <T> Behavior<T> in(Class<T> type, Behavior<T> behavior) {
    return Behaviors.intercept(() -> new ErrorsAsExceptions<>(type), behavior);
  }

  @Override
  public Behavior<T> aroundStart(TypedActorContext<T> context, PreStartTarget<T> target) {
    try {
      return target.start(context);
    } catch (Error e) {
      throw asException(context, e);
    }
  }

  @Override
  public Behavior<T> aroundReceive(
      TypedActorContext<T> context, T message, ReceiveTarget<T> target) {
    try {
      return target.apply(context, message);
    } catch (Error e) {
      throw asException(context, e);
    }
  }

  @Override
  public Behavior<T> aroundSignal(
      TypedActorContext<T> context, Signal signal, SignalTarget<T> target) {
    try {
      return target.apply(context, signal);
    } catch (Error e) {
      throw asException(context, e);
    }
  }

  private static RuntimeException asException(TypedActorContext<?> context, Error e) {
    String name = context.asJava().getSelf().path().name();
    return new IllegalStateException("the actor " + name + " died of " + e, e);
  }
}
