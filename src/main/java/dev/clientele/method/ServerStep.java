package dev.clientele.method;

import dev.clientele.diffusion.Workspace;
import dev.clientele.tensor.Weights;
import java.util.List;
import java.util.function.Function;

/**
 * What the server makes of a round: the next state at once, or work to do first. Work comes in
 * stages of jobs that are independent of each other, so that the compute pool runs them side by
 * side; the next stage gets their results in the jobs' order, whoever finished first.
 */
public sealed interface ServerStep {
  /** Nothing is left to compute. */
  record Done(ServerState state) implements ServerStep {}

  /**
   * A stage of work.
   *
   * @param jobs pure functions, each run once on some worker, and again if that worker dies
   * @param then what follows from their results; pure and quick
   */
  record Work(List<Job> jobs, Function<List<Weights>, ServerStep> then) implements ServerStep {
    /** Keeps a copy of the list. */
    public Work {
      jobs = List.copyOf(jobs);
    }
  }

  /** One piece of the server's work, such as one client's synthetic images or one fine-tuning. */
  @FunctionalInterface
  interface Job {
    /** Computes with the worker's networks, on the worker's thread. */
    Weights run(Workspace workspace);
  }
}
