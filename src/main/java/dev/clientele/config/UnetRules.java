package dev.clientele.config;

import java.util.List;

/** What sizes of a U-Net fit together. */
final class UnetRules {
  /** So that the halvings of the image fit an int. */
  private static final int MOST_LEVELS = 16;

  private static final String NETWORK = "clientele.network.";
  private static final String MULTIPLIERS = NETWORK + "multipliers";

  private final NetworkConfig network;
  private final int levels;
  private final Problems problems;

  private UnetRules(NetworkConfig network, Problems problems) {
    this.network = network;
    this.levels = network.multipliers().size();
    this.problems = problems;
  }

  static void check(ClienteleConfig config, Problems problems) {
    UnetRules rules = new UnetRules(config.network(), problems);
    if (rules.levels < 1 || rules.levels > MOST_LEVELS) {
      problems.require(
          false,
          MULTIPLIERS + ": expected 1 to " + MOST_LEVELS + " levels but was " + rules.levels,
          MULTIPLIERS);
      return;
    }
    rules.halvings("height", config.data().height());
    rules.halvings("width", config.data().width());
    rules.groups();
    rules.attention();
    rules.heads();
  }

  private void halvings(String side, int pixels) {
    int divisor = 1 << (levels - 1);
    problems.require(
        pixels % divisor == 0,
        "clientele.data."
            + side
            + ": expected a multiple of "
            + divisor
            + ", as "
            + levels
            + " levels ("
            + MULTIPLIERS
            + ") halve the image "
            + (levels - 1)
            + " times, but was "
            + pixels,
        "clientele.data." + side,
        MULTIPLIERS);
  }

  private void groups() {
    for (int level = 0; level < levels; level++) {
      problems.require(
          channels(level) % network.groups() == 0,
          NETWORK
              + "groups: expected a divisor of level "
              + level
              + "'s channels ("
              + network.width()
              + " * "
              + network.multipliers().get(level)
              + ") but was "
              + network.groups(),
          NETWORK + "groups",
          NETWORK + "width",
          MULTIPLIERS);
    }
  }

  private void attention() {
    for (int level : network.attention()) {
      problems.require(
          level < levels,
          NETWORK + "attention: expected levels from 0 to " + (levels - 1) + " but was " + level,
          NETWORK + "attention",
          MULTIPLIERS);
    }
  }

  /** The middle block, which has the last level's channels, always has attention. */
  private void heads() {
    List<Integer> attention = network.attention();
    for (int level = 0; level < levels; level++) {
      boolean attends = attention.contains(level) || level == levels - 1;
      problems.require(
          !attends || network.headChannels() == 0 || channels(level) % network.headChannels() == 0,
          NETWORK
              + "head-channels: expected 0 or a divisor of the "
              + channels(level)
              + " channels of level "
              + level
              + " but was "
              + network.headChannels(),
          NETWORK + "head-channels",
          NETWORK + "width",
          MULTIPLIERS,
          NETWORK + "attention");
    }
  }

  private long channels(int level) {
    return (long) network.width() * network.multipliers().get(level);
  }
}
