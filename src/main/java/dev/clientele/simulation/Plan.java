package dev.clientele.simulation;

import dev.clientele.simulation.fault.FaultPlan;
import dev.clientele.simulation.fleet.Availability;
import dev.clientele.simulation.fleet.Devices;
import dev.clientele.simulation.fold.Rule;
import dev.clientele.simulation.fold.Staleness;
import dev.clientele.simulation.policy.Policy;
import dev.clientele.tensor.Precision;
import java.util.OptionalDouble;

/**
 * What a run follows. All but {@link Computing} (without its block) and {@link Saving} is part of
 * the result's definition.
 *
 * @param seed the root of every random stream
 * @param rounds of collaborative pre-training: steps that the server takes
 * @param adapting clients that only adapt
 */
public record Plan(
    long seed,
    int rounds,
    Adapting adapting,
    Serving serving,
    Fleet fleet,
    Measuring measuring,
    Computing computing,
    Saving saving) {
  /** Rejects numbers that no run can follow. */
  public Plan {
    atLeast(0, "rounds", rounds);
  }

  /**
   * Clients that only adapt: {@code registered+from .. registered+to-1}.
   *
   * @param from the first, counted from the clients that never take part
   * @param to after the last
   */
  public record Adapting(int from, int to) {
    /** Rejects what is no range. */
    public Adapting {
      atLeast(0, "the first adapting client", from);
      atLeast(from, "the end of the adapting clients", to);
    }

    /** The first so many. */
    public static Adapting first(int count) {
      return new Adapting(0, count);
    }

    /** How many. */
    public int count() {
      return to - from;
    }
  }

  /**
   * How the server calls clients and what it makes of their updates.
   *
   * @param rule how updates become one
   * @param clipNorm the norm to which every update is scaled down; infinite: none is
   * @param staleness how much an update from an older model counts
   * @param maxStaleness an update from an older one is not used
   * @param mixing FedAsync: the share of a client's model in the next one; empty: updates are added
   * @param timeoutSeconds after which the server gives up waiting for a client; finite
   * @param retrySeconds until the server looks again where nobody can be called
   * @param patienceSeconds how long it waits without use before the run fails
   * @param patienceCalls how many calls it settles without use before the run fails
   * @param broadcast what clients get of the shared weights
   */
  public record Serving(
      Policy policy,
      Rule rule,
      double clipNorm,
      Staleness staleness,
      int maxStaleness,
      OptionalDouble mixing,
      double timeoutSeconds,
      double retrySeconds,
      double patienceSeconds,
      long patienceCalls,
      Precision broadcast) {
    /** Rejects a server that could wait for ever. */
    public Serving {
      if (!(timeoutSeconds > 0) || Double.isInfinite(timeoutSeconds) || !(retrySeconds > 0)) {
        throw new IllegalArgumentException(
            "expected a positive, finite timeout and a positive time to retry but was "
                + timeoutSeconds
                + " and "
                + retrySeconds);
      }
    }

    /**
     * A server that waits for everybody it calls and takes the mean, for {@code cohort} a round.
     */
    public static Serving synchronous(int cohort) {
      return new Serving(
          new Policy.Synchronous(cohort, 0, Double.POSITIVE_INFINITY, 1, 0, false),
          Rule.Mean.INSTANCE,
          Double.POSITIVE_INFINITY,
          Staleness.Constant.INSTANCE,
          Integer.MAX_VALUE,
          OptionalDouble.empty(),
          3600,
          60,
          604_800,
          100_000,
          Precision.FP32);
    }
  }

  /** What the clients' machines are like and what happens to them. */
  public record Fleet(Devices devices, Availability availability, FaultPlan faults) {}

  /**
   * What is measured.
   *
   * @param every rounds from one evaluation to the next; 0: only after the last
   * @param clients how many seen clients are measured
   * @param fixed whether they are the same every time, instead of those who were called last
   */
  public record Measuring(int every, int clients, boolean fixed) {
    /** Rejects negative numbers. */
    public Measuring {
      atLeast(0, "evaluation every", every);
      atLeast(0, "evaluation clients", clients);
    }
  }

  /**
   * What computes.
   *
   * @param workers threads
   * @param window visits for each worker that may run ahead of the oldest unfinished one
   * @param block updates that are summed before the blocks are
   * @param attempts how often a job is begun before its workers' deaths count as its failure
   * @param killEvery so many jobs from one worker that is killed at its work to the next; 0: none
   * @param changesOnly whether a node gets the tensors that have changed, not all
   * @param stateCacheMegabytes memory for private tensors, which are kept on disk
   */
  public record Computing(
      int workers,
      int window,
      int block,
      int attempts,
      int killEvery,
      boolean changesOnly,
      int stateCacheMegabytes) {
    /** Rejects numbers that nothing can be computed with. */
    public Computing {
      atLeast(1, "workers", workers);
      atLeast(0, "window", window);
      atLeast(1, "block", block);
      atLeast(1, "attempts", attempts);
      atLeast(0, "killEvery", killEvery);
      atLeast(1, "stateCacheMegabytes", stateCacheMegabytes);
    }

    /** How far the work may run ahead of the oldest unfinished visit, in visits. */
    int ahead() {
      return Math.max(1, Math.multiplyExact(workers, window));
    }
  }

  /**
   * When checkpoints are written.
   *
   * @param every rounds from one to the next; 0: only at the end of phases
   * @param events settled visits from one to the next; 0: only between rounds
   */
  public record Saving(int every, long events) {
    /** Rejects negative numbers. */
    public Saving {
      atLeast(0, "checkpoint every", every);
      atLeast(0, "checkpoint events", events);
    }
  }

  boolean evaluationDue(int round) {
    return due(measuring.every(), round);
  }

  boolean checkpointDue(int round) {
    return round == rounds || due(saving.every(), round);
  }

  boolean checkpointDueAfter(long events) {
    return due(saving.events(), events);
  }

  private static boolean due(long every, long number) {
    return every > 0 && number > 0 && number % every == 0;
  }

  private static void atLeast(long least, String what, long value) {
    if (value < least) {
      throw new IllegalArgumentException(
          "expected " + what + " of " + least + " or more but was " + value);
    }
  }
}
