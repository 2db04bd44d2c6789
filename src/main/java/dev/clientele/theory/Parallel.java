package dev.clientele.theory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Runs independent jobs on an experiment's threads. */
final class Parallel {
  private Parallel() {}

  /** The jobs' results in the jobs' order, whichever ends first. */
  static <T> List<T> inOrder(Laboratory laboratory, String phase, List<Supplier<T>> jobs) {
    laboratory.phase(phase, jobs.size());
    ExecutorService threads = Executors.newFixedThreadPool(laboratory.workers());
    try {
      List<Future<T>> running = new ArrayList<>();
      jobs.forEach(job -> running.add(threads.submit(job::get)));
      List<T> results = new ArrayList<>();
      for (Future<T> each : running) {
        if (laboratory.interrupted()) {
          throw new InterruptedExperiment();
        }
        results.add(each.get());
        laboratory.step(results.size());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedExperiment();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a job of the experiment failed", e.getCause());
    } finally {
      threads.shutdownNow();
      threads.close();
    }
  }
}
