package dev.clientele.simulation;

import dev.clientele.diffusion.Workspace;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.slf4j.Logger;

/**
 * A job and the actor that waits for its result.
 *
 * @param reply sends the result; called once, on whatever thread the result was made
 */
record Task<T>(Job<T> job, Consumer<Result<T>> reply) {
  /** A task whose result reaches {@code replyTo} as the message that {@code message} makes. */
  static <T, M> Task<T> of(Job<T> job, ActorRef<M> replyTo, Function<Result<T>, M> message) {
    return new Task<>(job, result -> replyTo.tell(message.apply(result)));
  }

  /**
   * Runs the job and replies; an {@link Error} passes through and nothing is replied.
   *
   * @param doomed whether the worker dies once the work is done, before anybody hears of it
   */
  void run(Workspace workspace, boolean doomed, Logger log) {
    Result<T> result;
    try {
      result = new Result.Completed<>(Objects.requireNonNull(job.run(workspace), "a job's value"));
    } catch (Exception e) {
      log.warn("a job failed", e);
      result = new Result.Failed<>(e.toString());
    }
    if (doomed) {
      throw new Worker.KilledException();
    }
    reply.accept(result);
  }

  /** Replies that the job will not be done. */
  void fail(String reason) {
    reply.accept(new Result.Failed<>(reason));
  }
}
