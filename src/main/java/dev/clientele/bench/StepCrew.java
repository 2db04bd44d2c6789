package dev.clientele.bench;

import dev.clientele.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Workers that repeat the same training step side by side, each with a thread and a network of its
 * own. For one caller at a time.
 */
public final class StepCrew implements AutoCloseable {
  private final List<ExecutorService> threads = new ArrayList<>();
  private final List<StepBenchmark> workers;
  private final int batch;

  /** Starts {@code size} workers. */
  public StepCrew(StepTask task, int size, Supplier<Kernels> device) {
    batch = task.batch();
    for (int i = 0; i < size; i++) {
      threads.add(Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory()));
    }
    List<Callable<StepBenchmark>> starts = new ArrayList<>();
    threads.forEach(t -> starts.add(() -> new StepBenchmark(task, device)));
    workers = all(starts);
  }

  /** Images that one step of every worker has. */
  public int images() {
    return batch * workers.size();
  }

  /**
   * How long every worker's next {@code steps} steps take, from the first start to the last end.
   */
  public double seconds(int steps) {
    List<Callable<Double>> runs = new ArrayList<>();
    workers.forEach(w -> runs.add(() -> repeat(w, steps)));
    long start = System.nanoTime();
    List<Double> losses = all(runs);
    double seconds = (System.nanoTime() - start) / 1e9;
    for (double loss : losses) {
      if (!Double.isFinite(loss)) {
        throw new IllegalStateException("expected a finite loss but was " + loss);
      }
    }
    return seconds;
  }

  private static double repeat(StepBenchmark worker, int steps) {
    double loss = 0;
    for (int i = 0; i < steps; i++) {
      loss = worker.step();
    }
    return loss;
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
    List<Callable<Void>> ends = new ArrayList<>();
    workers.forEach(w -> ends.add(() -> close(w)));
    all(ends);
    threads.forEach(ExecutorService::shutdown);
  }

  private static Void close(StepBenchmark worker) {
    worker.close();
    return null;
  }
}
