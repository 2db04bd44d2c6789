package dev.clientele.config;

/**
 * When the server calls clients, when it takes a step, and how long it waits.
 *
 * @param overSelection synchronous: clients called beyond the cohort, as a share of it
 * @param deadlineSeconds synchronous: from a round's beginning; 0: none
 * @param quorum synchronous: answers that a round needs to be used
 * @param repeats synchronous: how often a round without its quorum is tried again
 * @param late synchronous: what becomes of answers from earlier rounds
 * @param buffer fedbuff: answers to a step
 * @param concurrency fedbuff, fedasync: clients at work at any time
 * @param mixing fedasync: the share of a fresh client's model in the next one
 * @param staleness how much an update from an older model counts
 * @param timeoutSeconds after which the server gives up waiting for a client
 * @param retrySeconds until it looks again where nobody can be called
 * @param patienceSeconds how long it goes on without use before the run fails
 * @param patienceVisits how many visits it settles without use before the run fails
 */
public record PolicyConfig(
    Kind kind,
    double overSelection,
    double deadlineSeconds,
    int quorum,
    int repeats,
    Late late,
    int buffer,
    int concurrency,
    double mixing,
    Staleness staleness,
    double timeoutSeconds,
    double retrySeconds,
    double patienceSeconds,
    int patienceVisits) {
  /** Which policy. */
  public enum Kind {
    /** Rounds with a cohort. */
    SYNCHRONOUS,
    /** A step whenever a buffer is full (Nguyen et al. 2022). */
    FEDBUFF,
    /** A step with every answer (Xie et al. 2019). */
    FEDASYNC
  }

  /** What becomes of an answer that comes after its round. */
  public enum Late {
    /** It is not used. */
    DROP,
    /** It counts in the round in which it comes. */
    USE
  }

  /** How an update's age lowers what it counts. */
  public enum Weight {
    /** Not at all. */
    CONSTANT,
    /** {@code (1 + s)^-exponent}. */
    POLYNOMIAL,
    /** 1 up to {@code delay}, then {@code 1 / (slope (s - delay) + 1)}. */
    HINGE
  }

  /**
   * How much an update counts from whose model the server has moved on by s steps.
   *
   * @param bound the greatest s with which an update is used
   */
  public record Staleness(Weight weight, double exponent, double slope, int delay, int bound) {
    static Staleness read(Block block) {
      return new Staleness(
          block.choice("weight", Weight.class),
          block.number("exponent", Range.NOT_NEGATIVE),
          block.number("slope", Range.NOT_NEGATIVE),
          block.integer("delay", 0, Integer.MAX_VALUE),
          block.integer("bound", 0, Integer.MAX_VALUE));
    }
  }

  static PolicyConfig read(Block block) {
    return new PolicyConfig(
        block.choice("kind", Kind.class),
        block.number("over-selection", Range.NOT_NEGATIVE),
        block.number("deadline-seconds", Range.NOT_NEGATIVE),
        block.integer("quorum", 1, Integer.MAX_VALUE),
        block.integer("repeats", 0, Integer.MAX_VALUE),
        block.choice("late", Late.class),
        block.integer("buffer", 1, Integer.MAX_VALUE),
        block.integer("concurrency", 1, Integer.MAX_VALUE),
        block.number("mixing", Range.POSITIVE_SHARE),
        Staleness.read(block.block("staleness")),
        block.number("timeout-seconds", Range.POSITIVE),
        block.number("retry-seconds", Range.POSITIVE),
        block.number("patience-seconds", Range.POSITIVE),
        block.integer("patience-visits", 1, Integer.MAX_VALUE));
  }
}
