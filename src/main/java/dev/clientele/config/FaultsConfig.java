package dev.clientele.config;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What goes wrong, and how often. All but stragglers, byzantine clients and outages is drawn for
 * each visit.
 *
 * @param staleState probability that a client starts from its private tensors before the last visit
 * @param killEvery jobs from one worker that is killed at its work to the next; 0: none
 */
public record FaultsConfig(
    Dropout dropout,
    Crash crash,
    Messages messages,
    Corrupted corrupted,
    double staleState,
    Stragglers stragglers,
    Byzantine byzantine,
    Outages outages,
    int killEvery) {
  /** Probabilities that a client goes away before, or in the middle of, its training. */
  public record Dropout(double before, double during) {}

  /** The probability that a client loses its work, and the mean time until it is back. */
  public record Crash(double share, double returnSeconds) {}

  /** Probabilities of what happens to messages, and the times that go with them. */
  public record Messages(
      double lost,
      double delayed,
      double delaySeconds,
      double duplicated,
      double reordered,
      double windowSeconds) {}

  /** The probability that an update arrives damaged, the share of its numbers, and how. */
  public record Corrupted(double share, double numbers, Set<Corruption> kinds) {
    /** Keeps a copy of the set. */
    public Corrupted {
      kinds = Collections.unmodifiableSet(new TreeSet<>(kinds)); // printed in one order
    }
  }

  /** What the network makes of an update. */
  public enum Corruption {
    /** Numbers that are none. */
    NAN,
    /** Infinite numbers. */
    INFINITY,
    /** One wrong bit a number. */
    BIT_FLIPS,
    /** Tensors that are too short. */
    WRONG_SHAPE,
    /** The number of a model that was never sent. */
    UNKNOWN_VERSION
  }

  /** The share of the clients that are slow, and how many times as long they train. */
  public record Stragglers(double share, double slowdown) {}

  /** The share of the clients that attack, how, and how much of it. */
  public record Byzantine(double share, Attack attack, double scale) {}

  /** What a byzantine client sends. */
  public enum Attack {
    /** The update's opposite, scaled. */
    SIGN_FLIP,
    /** The update, scaled. */
    SCALED,
    /** Scaled noise. */
    GAUSSIAN,
    /** Nothing but zeros. */
    ZERO,
    /** What honest training makes of wrong labels. */
    LABEL_FLIP
  }

  /** Regions that go dark, for how long, and once in which time (0: never). */
  public record Outages(int regions, double everySeconds, double seconds) {}

  static FaultsConfig read(Block block) {
    Block dropout = block.block("dropout");
    Block crash = block.block("crash");
    Block corrupted = block.block("corrupted");
    Block stragglers = block.block("stragglers");
    Block byzantine = block.block("byzantine");
    Block outages = block.block("outages");
    return new FaultsConfig(
        new Dropout(dropout.number("before", Range.SHARE), dropout.number("during", Range.SHARE)),
        new Crash(
            crash.number("share", Range.SHARE), crash.number("return-seconds", Range.NOT_NEGATIVE)),
        messages(block.block("messages")),
        new Corrupted(
            corrupted.number("share", Range.SHARE),
            corrupted.number("numbers", Range.SHARE),
            corrupted.choices("kinds", Corruption.class)),
        block.number("stale-state", Range.SHARE),
        new Stragglers(
            stragglers.number("share", Range.SHARE), stragglers.number("slowdown", Range.POSITIVE)),
        new Byzantine(
            byzantine.number("share", Range.SHARE),
            byzantine.choice("attack", Attack.class),
            byzantine.number("scale", Range.NOT_NEGATIVE)),
        new Outages(
            outages.integer("regions", 1, Integer.MAX_VALUE),
            outages.number("every-seconds", Range.NOT_NEGATIVE),
            outages.number("seconds", Range.NOT_NEGATIVE)),
        block.integer("kill-every", 0, Integer.MAX_VALUE));
  }

  private static Messages messages(Block block) {
    return new Messages(
        block.number("lost", Range.SHARE),
        block.number("delayed", Range.SHARE),
        block.number("delay-seconds", Range.NOT_NEGATIVE),
        block.number("duplicated", Range.SHARE),
        block.number("reordered", Range.SHARE),
        block.number("window-seconds", Range.NOT_NEGATIVE));
  }
}
