package dev.clientele.simulation;

import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;

/** What a worker's process is told of its {@link Station}. Safe for use from many threads. */
final class NodeLife {
  private final CompletableFuture<Done> greeted = new CompletableFuture<>();
  private final CompletableFuture<Done> stopped = new CompletableFuture<>();

  /** The run's server has spoken to it. */
  CompletableFuture<Done> greeted() {
    return greeted;
  }

  /** It works no more. */
  CompletableFuture<Done> stopped() {
    return stopped;
  }
}
