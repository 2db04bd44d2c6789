package dev.clientele.simulation.policy;

/** When the server calls clients, and when it takes a step. */
public sealed interface Policy {
  /** How many usable answers make a step. */
  int answers();

  /**
   * Rounds: a cohort is called at once, and the server takes a step when enough have answered, all
   * are accounted for, or the deadline has come.
   *
   * @param cohort answers that are enough
   * @param overSelection how many more are called, as a share of the cohort
   * @param deadlineSeconds from a round's beginning; infinite: none
   * @param quorum answers that a round needs to be used
   * @param repeats how often a round without its quorum is tried again; then the server goes on
   *     without a step
   * @param useLate whether answers from earlier rounds count in the current one
   */
  record Synchronous(
      int cohort,
      double overSelection,
      double deadlineSeconds,
      int quorum,
      int repeats,
      boolean useLate)
      implements Policy {
    @Override
    public int answers() {
      return cohort;
    }

    /** How many clients a round calls. */
    int called() {
      return (int) Math.ceil(cohort * (1 + overSelection));
    }
  }

  /**
   * No rounds: so many clients are at work at any time, and the server takes a step whenever its
   * buffer is full. FedBuff (Nguyen et al. 2022); with a buffer of one FedAsync (Xie et al. 2019).
   *
   * @param buffer answers to a step
   * @param concurrency clients at work
   */
  record Buffered(int buffer, int concurrency) implements Policy {
    @Override
    public int answers() {
      return buffer;
    }
  }
}
