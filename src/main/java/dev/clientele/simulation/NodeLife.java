package dev.clientele.simulation;

import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;

/** What a worker's process is told of its {@link Station}. Safe for use from many threads. */
final class NodeLife {
  private final CompletableFuture<Done> greeted = new CompletableFuture<>();
  private final CompletableFuture<Done> leaving = new CompletableFuture<>();

  /** The run's server has spoken to it. */
  CompletableFuture<Done> greeted() {
    return greeted;
  }

  /** Its actor system has begun to end. */
  CompletableFuture<Done> leaving() {
    return leaving;
  }

  CompletableFuture<Done> leave() {
    leaving.complete(Done.getInstance());
    return leaving;
  }
}
