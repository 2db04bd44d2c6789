package dev.clientele.simulation.policy;

/** What the server has to do. */
public sealed interface Command {
  /** Call a client. */
  record Send(Call call) implements Command {}

  /**
   * Add a client's update to the fold.
   *
   * @param place in the fold; negative for an update from an earlier round
   * @param staleness by how many steps the model moved on since the call
   * @param samples its weight in the mean
   */
  record Add(Call call, long place, int staleness, int samples) implements Command {}

  /** The client's training counts: what it made of its private tensors is its state now. */
  record Keep(Call call) implements Command {}

  /** The client's training never happened. */
  record Forget(Call call) implements Command {}

  /** A call's outcome is final. */
  record Note(Settled settled) implements Command {}

  /** Drop what the fold holds: the round is tried again. */
  enum Discard implements Command {
    INSTANCE
  }

  /**
   * The round is over: take a step with what the fold holds, and say so by {@link Course#closed}.
   *
   * @param used false: the model stays as it is
   * @param round which one, from 1
   * @param start when it began, in virtual seconds
   * @param end now
   */
  record Close(RoundTally tally, boolean used, int round, double start, double end)
      implements Command {}

  /** There is nobody to call and nothing to wait for, for longer than the setting allows. */
  record GiveUp(String reason) implements Command {}
}
