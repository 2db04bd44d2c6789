package dev.clientele.simulation.policy;

import java.util.Collection;

/** What a policy decides in a {@link Course}. Mutable; belongs to its course. */
sealed interface Rules permits RoundRules, BufferRules {
  static Rules of(Policy policy) {
    return switch (policy) {
      case Policy.Synchronous synchronous -> new RoundRules(synchronous);
      case Policy.Buffered buffered -> new BufferRules(buffered);
    };
  }

  /** Calls whoever is to be called now. */
  void open(Course course);

  /** A call is settled, and its answer, if any, is in the fold. */
  void settled(Course course, Call call);

  /** Whether an answer to this call can still be used. */
  boolean isWelcome(Call call, long turn);

  /** The answer's place in the fold; negative where it is from an earlier round. */
  long place(Call call, long turn, int answers);

  /** How many answers a step needs. */
  int quorum();

  /** How often a round without its quorum is tried again. */
  int repeats();

  /** Whether a cohort is at work. */
  boolean isOpen();

  /** The round is over. */
  void shut();

  /** Goes on from a checkpoint. */
  void restore(boolean open, long turn, Collection<Call> inFlight);
}
