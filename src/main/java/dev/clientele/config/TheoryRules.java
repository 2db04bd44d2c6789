package dev.clientele.config;

import java.util.HashSet;
import java.util.List;

/** How many values the experiments' lists need. */
final class TheoryRules {
  private static final String SLOPE = "at least two different values to fit a slope through";

  private TheoryRules() {}

  static void check(TheoryConfig theory, Problems problems) {
    require(2, theory.dimensions(), SLOPE, "dimensions", problems);
    require(2, theory.sampleSizes(), SLOPE, "sample-sizes", problems);
    require(1, theory.draws(), "at least one value", "draws", problems);
    String candidates = "at least two different values, each a candidate for the others,";
    require(2, theory.weights(), candidates, "weights", problems);
  }

  private static void require(
      int least, List<?> values, String expected, String key, Problems problems) {
    problems.require(
        new HashSet<>(values).size() >= least,
        "clientele.theory." + key + ": expected " + expected + " but was " + values,
        "clientele.theory." + key);
  }
}
