package dev.clientele.cli;

import dev.clientele.method.Score;
import dev.clientele.metric.Statistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * One figure over a group of clients, of their own models and of the population's.
 *
 * @param own mean over the clients
 * @param population the same of the population's model
 * @param ownWorst mean over the worst tenth of the clients, at least one
 * @param populationWorst the same of the population's model
 * @param better clients whose own model has the better figure
 */
record FigureTotals(
    double own, double population, double ownWorst, double populationWorst, long better) {
  /** Every figure that any of the clients has, by name. */
  static SortedMap<String, FigureTotals> of(List<Score> scores) {
    SortedMap<String, FigureTotals> totals = new TreeMap<>();
    for (Score score : scores) {
      for (String name : score.figures().keySet()) {
        totals.computeIfAbsent(name, figure -> of(scores, figure));
      }
    }
    return totals;
  }

  private static FigureTotals of(List<Score> scores, String name) {
    boolean high = Score.higherIsBetter(name);
    double[] own = values(scores, name, Score.Figure::own);
    double[] population = values(scores, name, Score.Figure::population);
    long better = 0;
    for (int i = 0; i < own.length; i++) {
      better += high ? (own[i] > population[i] ? 1 : 0) : (own[i] < population[i] ? 1 : 0);
    }
    return new FigureTotals(
        Statistics.mean(own),
        Statistics.mean(population),
        worst(own, high),
        worst(population, high),
        better);
  }

  private static double[] values(
      List<Score> scores, String name, ToDoubleFunction<Score.Figure> side) {
    return scores.stream()
        .filter(score -> score.figures().containsKey(name))
        .mapToDouble(score -> side.applyAsDouble(score.figure(name)))
        .toArray();
  }

  private static double worst(double[] values, boolean high) {
    return high ? Statistics.lowestDecile(values) : Statistics.highestDecile(values);
  }

  SequencedMap<String, Object> fields() {
    LinkedHashMap<String, Object> fields = new LinkedHashMap<>();
    fields.put("own", own);
    fields.put("population", population);
    fields.put("ownWorstDecile", ownWorst);
    fields.put("populationWorstDecile", populationWorst);
    fields.put("better", better);
    return fields;
  }
}
