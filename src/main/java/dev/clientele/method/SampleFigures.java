package dev.clientele.method;

import dev.clientele.config.EvaluationConfig;
import dev.clientele.config.EvaluationConfig.Figure;
import dev.clientele.metric.FrechetDistance;
import dev.clientele.metric.KernelInceptionDistance;
import dev.clientele.metric.Memorisation;
import dev.clientele.metric.Pixels;
import dev.clientele.tensor.RandomKey;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What the images that two models draw for one client are measured by. A pure function of the
 * images' features.
 *
 * @param plan which figures
 * @param suffix what follows the name of a distance over these features
 */
record SampleFigures(EvaluationConfig plan, String suffix) {
  /** The name of memorisation in features; in pixels, and of the ratio, more follows. */
  static final String MEMORISATION = "memorisation";

  /** The kernel inception distance's name; it says which subsets it is averaged over. */
  static String kid(EvaluationConfig plan, String suffix) {
    String subsets =
        plan.kidSubsets() == 0 ? "" : "-" + plan.kidSubsets() + "x" + plan.kidSubsetSize();
    return "kid" + suffix + subsets;
  }

  /**
   * Measures.
   *
   * @param to becomes richer by the figures
   * @param own what the client's model draws
   * @param population what the population's model draws
   * @param heldOut the client's images that nothing was trained on
   * @param training its images that its model was trained on; not used without memorisation
   * @param key draws the subsets, the same for both models
   */
  void add(
      Map<String, Score.Figure> to,
      ImageRows own,
      ImageRows population,
      ImageRows heldOut,
      ImageRows training,
      RandomKey key) {
    if (plan.figures().contains(Figure.KID)) {
      to.put(
          kid(plan, suffix),
          pair(own, population, rows -> kid(rows.features(), heldOut.features(), key)));
    }
    if (plan.figures().contains(Figure.FID)) {
      to.put(
          "fid" + suffix,
          pair(own, population, rows -> FrechetDistance.of(rows.features(), heldOut.features())));
    }
    if (plan.figures().contains(Figure.MEMORISATION)) {
      float[][] real = training.features();
      memorisation(
          to,
          MEMORISATION,
          Memorisation.of(own.features(), real, heldOut.features()),
          Memorisation.of(population.features(), real, heldOut.features()));
      float[][] trained = Pixels.rows(training.images());
      float[][] kept = Pixels.rows(heldOut.images());
      memorisation(
          to,
          MEMORISATION + "-pixels",
          Memorisation.of(Pixels.rows(own.images()), trained, kept),
          Memorisation.of(Pixels.rows(population.images()), trained, kept));
    }
  }

  private static void memorisation(
      Map<String, Score.Figure> to, String name, Memorisation own, Memorisation population) {
    to.put(name, new Score.Figure(own.excess(), population.excess()));
    to.put(name + Score.RATIO, new Score.Figure(own.medianRatio(), population.medianRatio()));
  }

  private double kid(float[][] drawn, float[][] real, RandomKey key) {
    return plan.kidSubsets() == 0
        ? KernelInceptionDistance.of(drawn, real)
        : KernelInceptionDistance.overSubsets(
                drawn, real, plan.kidSubsets(), plan.kidSubsetSize(), key)
            .mean();
  }

  private static Score.Figure pair(
      ImageRows own, ImageRows population, ToDoubleFunction<ImageRows> figure) {
    return new Score.Figure(figure.applyAsDouble(own), figure.applyAsDouble(population));
  }
}
