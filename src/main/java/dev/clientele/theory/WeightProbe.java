package dev.clientele.theory;

import dev.clientele.report.Figure;
import dev.clientele.report.Figure.Line;
import dev.clientele.report.Figure.Style;
import dev.clientele.report.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The mixture weights that a linear probe reads off embeddings, on clients that it was not fitted
 * to.
 *
 * @param truth the true weights of these clients
 * @param read what the probe says
 * @param fitted their likeliest weights where the components are known
 */
@SuppressWarnings("ArrayRecordComponent") // two probes are never compared
record WeightProbe(double[][] truth, double[][] read, double[][] fitted) {

  /** Fits to every second client and reads the others. */
  static WeightProbe of(List<double[]> embeddings, List<double[]> weights, List<double[]> fitted) {
    LinearProbe probe = LinearProbe.fit(half(embeddings, 0), half(weights, 0));
    double[][] read = Arrays.stream(half(embeddings, 1)).map(probe::read).toArray(double[][]::new);
    return new WeightProbe(half(weights, 1), read, half(fitted, 1));
  }

  private static double[][] half(List<double[]> rows, int from) {
    List<double[]> half = new ArrayList<>();
    for (int i = from; i < rows.size(); i += 2) {
      half.add(rows.get(i));
    }
    return half.toArray(double[][]::new);
  }

  SequencedMap<String, Object> summary() {
    LinkedHashMap<String, Object> summary = new LinkedHashMap<>();
    summary.put("clients", truth.length);
    summary.put("explainedVariance", LinearProbe.explained(truth, read));
    summary.put("explainedVarianceOfFittedWeights", LinearProbe.explained(truth, fitted));
    return summary;
  }

  Table table() {
    List<List<Double>> rows = new ArrayList<>();
    for (int i = 0; i < truth.length; i++) {
      for (int k = 0; k < truth[i].length; k++) {
        rows.add(List.of((double) i, (double) k, truth[i][k], read[i][k], fitted[i][k]));
      }
    }
    return new Table("probe", List.of("client", "component", "weight", "probed", "fitted"), rows);
  }

  Figure figure() {
    List<Double> x = flat(truth);
    return new Figure(
        "probe",
        "Weights read off the embeddings of clients that the probe was not fitted to",
        "true weight",
        "probed weight",
        false,
        false,
        List.of(
            new Line("equal", Style.DASHED, List.of(0.0, 1.0), List.of(0.0, 1.0)),
            new Line("client and component", Style.POINTS, x, flat(read))));
  }

  private static List<Double> flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).boxed().toList();
  }
}
