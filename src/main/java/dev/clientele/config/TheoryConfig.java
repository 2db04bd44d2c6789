package dev.clientele.config;

import java.util.List;

/**
 * The experiments on two-component mixtures {@code w N(mu, I) + (1 - w) N(-mu, I)}.
 *
 * @param separation {@code |mu|}
 * @param weight the true w
 * @param time the noise level's, where a single one is trained on: {@code sigma^2 = 1 - e^-2t}
 * @param points in a sample
 * @param dimension of the points where it is not what varies
 * @param repeats independent samples for every error that is reported
 * @param steps of gradient descent in a trajectory, and of expectation maximisation
 * @param starts weights that trajectories begin at
 * @param dimensions that the error is measured in
 * @param separations that the error is measured at; the bridge's grid, too
 * @param sampleSizes that the error is measured with
 * @param draws noise draws a point that the error is measured with
 * @param weights the bridge's grid of true weights and of candidates
 */
public record TheoryConfig(
    double separation,
    double weight,
    double time,
    int points,
    int dimension,
    int repeats,
    int steps,
    List<Double> starts,
    List<Integer> dimensions,
    List<Double> separations,
    List<Integer> sampleSizes,
    List<Integer> draws,
    List<Double> weights) {
  /** An array of points has to fit in memory. */
  private static final int MOST = 1_000_000;

  static TheoryConfig read(Block block) {
    return new TheoryConfig(
        block.number("separation", Range.POSITIVE),
        block.number("weight", Range.PART),
        block.number("time", Range.POSITIVE),
        block.integer("points", 2, MOST),
        block.integer("dimension", 1, MOST),
        block.integer("repeats", 2, MOST),
        block.integer("steps", 1, MOST),
        block.numbers("starts", Range.PART),
        block.integers("dimensions", 1, MOST),
        block.numbers("separations", Range.POSITIVE),
        block.integers("sample-sizes", 2, MOST),
        block.integers("draws", 1, 1000),
        block.numbers("weights", Range.PART));
  }
}
