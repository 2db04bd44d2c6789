package dev.clientele.theory;

import dev.clientele.config.TheoryConfig;
import dev.clientele.report.Figure;
import dev.clientele.report.Table;
import dev.clientele.tensor.RandomKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Learns a two-component mixture's weight by gradient descent on the denoising loss: on the whole
 * population, and from samples of many dimensions, separations and sizes, next to expectation
 * maximisation.
 *
 * @param key names every random stream
 */
public record MixingWeights(TheoryConfig config, RandomKey key) implements Experiment {
  private static final List<Estimator> TWO = List.of(Estimator.ONE_LEVEL, Estimator.LIKELIHOOD);

  @Override
  public Findings run(Laboratory laboratory) {
    LinkedHashMap<String, Object> summary = new LinkedHashMap<>();
    List<Table> tables = new ArrayList<>();
    List<Figure> figures = new ArrayList<>();
    summary.put("experiment", "mixing-weights");
    summary.put("weight", config.weight());
    Trajectories trajectories = Trajectories.of(config);
    summary.put("weights after " + config.steps() + " steps", trajectories.ends());
    tables.add(trajectories.table());
    figures.add(trajectories.figure());
    for (Sweep sweep : sweeps()) {
      List<Sweep.Errors> errors = sweep.measure(laboratory, config.repeats(), key);
      tables.add(sweep.table(errors));
      figures.add(sweep.figure(errors));
      summary.put("errors by " + sweep.name(), rootMeanSquares(sweep, errors));
      switch (sweep.name()) {
        case "dimension" -> summary.put("slopes by dimension", sweep.slopes(errors, 0));
        case "points" -> summary.put("slopes by points", sweep.slopes(errors, -0.5));
        case "draws" -> summary.put("distance to likelihood", distances(sweep, errors));
        default -> {} // no power law is expected of the separation
      }
    }
    return new Findings(summary, tables, figures);
  }

  private List<Sweep> sweeps() {
    Setting base = Setting.of(config);
    return List.of(
        new Sweep(
            "dimension",
            "dimension d",
            config.dimensions(),
            config.dimensions().stream().map(base::withDimension).toList(),
            TWO,
            false),
        new Sweep(
            "separation",
            "length of mu",
            config.separations(),
            config.separations().stream().map(base::withSeparation).toList(),
            TWO,
            false),
        new Sweep(
            "points",
            "points n",
            config.sampleSizes(),
            config.sampleSizes().stream().map(base::withPoints).toList(),
            TWO,
            false),
        new Sweep(
            "draws",
            "noise draws a point",
            config.draws(),
            config.draws().stream().map(base::withDraws).toList(),
            List.of(Estimator.values()),
            true));
  }

  private static LinkedHashMap<String, Object> rootMeanSquares(
      Sweep sweep, List<Sweep.Errors> errors) {
    LinkedHashMap<String, Object> all = new LinkedHashMap<>();
    for (Sweep.Errors at : errors) {
      LinkedHashMap<String, Object> row = new LinkedHashMap<>();
      for (int e = 0; e < sweep.estimators().size(); e++) {
        row.put(sweep.estimators().get(e).label(), at.rootMeanSquare(e).value());
      }
      all.put(String.valueOf(at.x()), row);
    }
    return all;
  }

  /** How far all noise levels' weight is from the likeliest one of the same sample. */
  private static LinkedHashMap<String, Object> distances(Sweep sweep, List<Sweep.Errors> errors) {
    LinkedHashMap<String, Object> all = new LinkedHashMap<>();
    int levelsAt = sweep.estimators().indexOf(Estimator.ALL_LEVELS);
    int likeliestAt = sweep.estimators().indexOf(Estimator.LIKELIHOOD);
    for (Sweep.Errors at : errors) {
      double[] levels = at.byEstimator().get(levelsAt);
      double[] likeliest = at.byEstimator().get(likeliestAt);
      double[] distances = new double[levels.length];
      for (int i = 0; i < distances.length; i++) {
        distances[i] = levels[i] - likeliest[i];
      }
      all.put(String.valueOf(at.x()), Estimate.rootMeanSquare(distances).value());
    }
    return all;
  }
}
