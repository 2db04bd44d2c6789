package dev.clientele.theory;

import dev.clientele.report.Figure;
import dev.clientele.report.Figure.Line;
import dev.clientele.report.Figure.Style;
import dev.clientele.report.Table;
import dev.clientele.tensor.RandomKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.function.Supplier;

/**
 * The estimators' errors while one thing varies.
 *
 * @param name what varies, in a word
 * @param axis the same in words
 * @param x its values
 * @param settings as many
 * @param paired whether all values are measured on the same points
 */
record Sweep(
    String name,
    String axis,
    List<? extends Number> x,
    List<Setting> settings,
    List<Estimator> estimators,
    boolean paired) {

  /** Errors of every estimator at one value, over the repeats. */
  record Errors(double x, List<double[]> byEstimator, List<Double> predicted) {
    Estimate rootMeanSquare(int estimator) {
      return Estimate.rootMeanSquare(byEstimator.get(estimator));
    }
  }

  List<Errors> measure(Laboratory laboratory, int repeats, RandomKey key) {
    List<Supplier<double[]>> jobs = new ArrayList<>();
    for (int i = 0; i < settings.size(); i++) {
      Setting setting = settings.get(i);
      for (int repeat = 0; repeat < repeats; repeat++) {
        RandomKey own = key.child(name).child(paired ? 0 : i).child(repeat);
        jobs.add(() -> errors(setting, own));
      }
    }
    List<double[]> all = Parallel.inOrder(laboratory, "errors by " + name, jobs);
    List<Errors> result = new ArrayList<>();
    for (int i = 0; i < settings.size(); i++) {
      result.add(gather(i, all.subList(i * repeats, (i + 1) * repeats)));
      log(laboratory, result.getLast());
    }
    return result;
  }

  private double[] errors(Setting setting, RandomKey key) {
    MixtureSample sample =
        new MixtureSample(setting.truth(), setting.dimension(), setting.points(), key);
    double truth = TwoComponents.weight(setting.truth().bias());
    return estimators.stream().mapToDouble(e -> e.weight(setting, sample) - truth).toArray();
  }

  private Errors gather(int at, List<double[]> repeats) {
    List<double[]> byEstimator = new ArrayList<>();
    List<Double> predicted = new ArrayList<>();
    for (int e = 0; e < estimators.size(); e++) {
      int column = e;
      byEstimator.add(repeats.stream().mapToDouble(r -> r[column]).toArray());
      predicted.add(estimators.get(e).predicted(settings.get(at)));
    }
    return new Errors(x.get(at).doubleValue(), byEstimator, predicted);
  }

  private void log(Laboratory laboratory, Errors errors) {
    for (int e = 0; e < estimators.size(); e++) {
      Estimate root = errors.rootMeanSquare(e);
      Estimate mean = Estimate.mean(errors.byEstimator().get(e));
      LinkedHashMap<String, Object> line = new LinkedHashMap<>();
      line.put("event", "error");
      line.put("sweep", name);
      line.put("value", errors.x());
      line.put("estimator", estimators.get(e).label());
      line.put("rootMeanSquare", root.value());
      line.put("rootMeanSquareError", root.error());
      line.put("bias", mean.value());
      line.put("biasError", mean.error());
      line.put("predicted", errors.predicted().get(e));
      laboratory.event(line);
    }
  }

  Table table(List<Errors> errors) {
    List<String> columns = new ArrayList<>(List.of(name));
    for (Estimator e : estimators) {
      String prefix = e.name().toLowerCase(Locale.ROOT);
      columns.addAll(
          List.of(
              prefix + "_rms",
              prefix + "_rms_standard_error",
              prefix + "_bias",
              prefix + "_predicted"));
    }
    List<List<Double>> rows = new ArrayList<>();
    for (Errors at : errors) {
      List<Double> row = new ArrayList<>(List.of(at.x()));
      for (int e = 0; e < estimators.size(); e++) {
        Estimate root = at.rootMeanSquare(e);
        double bias = Estimate.mean(at.byEstimator().get(e)).value();
        row.addAll(List.of(root.value(), root.error(), bias, at.predicted().get(e)));
      }
      rows.add(row);
    }
    return new Table("error-by-" + name, columns, rows);
  }

  Figure figure(List<Errors> errors) {
    List<Line> lines = new ArrayList<>();
    List<Double> at = errors.stream().map(Errors::x).toList();
    for (int e = 0; e < estimators.size(); e++) {
      int column = e;
      String label = estimators.get(e).label();
      List<Estimate> roots = errors.stream().map(r -> r.rootMeanSquare(column)).toList();
      lines.add(
          new Line(
              label,
              Style.SOLID,
              at,
              roots.stream().map(Estimate::value).toList(),
              roots.stream().map(Estimate::margin).toList()));
      lines.add(
          new Line(
              label + ", theory",
              Style.DASHED,
              at,
              errors.stream().map(r -> r.predicted().get(column)).toList()));
    }
    return new Figure(
        "error-by-" + name,
        "Error of the learnt weight (bars: 95 % confidence)",
        axis,
        "root mean square error",
        true,
        true,
        lines);
  }

  /** The slope of log error against the logarithm of what varies, for each estimator. */
  SequencedMap<String, Object> slopes(List<Errors> errors, double expected) {
    LinkedHashMap<String, Object> all = new LinkedHashMap<>();
    double[] at = errors.stream().mapToDouble(Errors::x).toArray();
    for (int e = 0; e < estimators.size(); e++) {
      int column = e;
      LogLogFit fit =
          LogLogFit.through(at, errors.stream().map(r -> r.rootMeanSquare(column)).toList());
      LinkedHashMap<String, Object> one = new LinkedHashMap<>();
      one.put("slope", fit.slope().value());
      one.put("low", fit.slope().value() - fit.slope().margin());
      one.put("high", fit.slope().value() + fit.slope().margin());
      one.put("expected", expected);
      one.put("expectedWithinInterval", fit.allows(expected));
      all.put(estimators.get(e).label(), one);
    }
    return all;
  }
}
