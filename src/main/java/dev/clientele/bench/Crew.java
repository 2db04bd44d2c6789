package dev.clientele.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Workers side by side, each on a thread of its own that makes, uses and closes it. For one caller
 * at a time.
 *
 * @param <W> a worker
 */
final class Crew<W> implements AutoCloseable {
  private final List<ExecutorService> threads = new ArrayList<>();
  private final List<W> workers;
  private final Consumer<W> end;

  /**
   * Starts {@code size} workers.
   *
   * @param end closes a worker
   */
  Crew(int size, Supplier<W> make, Consumer<W> end) {
    this.end = end;
    for (int i = 0; i < size; i++) {
      threads.add(Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory()));
    }
    List<Callable<W>> starts = new ArrayList<>();
    threads.forEach(t -> starts.add(make::get));
    workers = all(starts);
  }

  int size() {
    return workers.size();
  }

  /** Has every worker do the same, and tells the seconds from the first start to the last end. */
  double seconds(Consumer<W> work) {
    List<Callable<Boolean>> runs = new ArrayList<>();
    workers.forEach(w -> runs.add(() -> done(work, w)));
    long start = System.nanoTime();
    all(runs);
    return (System.nanoTime() - start) / 1e9;
  }

  private static <W> boolean done(Consumer<W> work, W worker) {
    work.accept(worker);
    return true;
  }

  /** Runs one task on every thread and waits for all of them. */
  private <T> List<T> all(List<Callable<T>> tasks) {
    List<Future<T>> futures = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      futures.add(threads.get(i).submit(tasks.get(i)));
    }
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
      try {
        results.add(future.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException("a worker failed: " + e.getCause(), e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for a worker", e);
      }
    }
    return results;
  }

  @Override
  public void close() {
    seconds(end);
    threads.forEach(ExecutorService::shutdown);
  }
}
