package dev.clientele.simulation;

import java.util.Map;

/**
 * What hears about a run. The server's actor alone calls it, one call at a time; all calls but
 * {@link #timing} and {@link #progress} come in an order and with values that are a function of the
 * plan. An exception fails the run.
 */
public interface Journal {
  /** A phase begins. */
  void phase(Phase phase, int round, double virtualSeconds);

  /** A visit or an adaptation is over: in the cohort's order, once the whole cohort is. */
  void visit(VisitRecord visit);

  /** A round is over; its visits have been reported. */
  void round(RoundReport report);

  /** All unseen clients have adapted or failed; each has been reported as a visit. */
  void adaptation(AdaptationReport report);

  /** An evaluation is over. */
  void evaluation(EvaluationReport report);

  /** What the wall's clock says. */
  void timing(Timing timing);

  /** Some of a round's or a phase's clients are done, for a progress bar. */
  default void progress(Phase phase, int round, int done, int of) {}

  /** Where the deterministic records end now: an opaque position for each file. */
  Map<String, Long> mark();

  /** Forgets every deterministic record after a position that {@link #mark} gave. */
  void rewind(Map<String, Long> mark);
}
