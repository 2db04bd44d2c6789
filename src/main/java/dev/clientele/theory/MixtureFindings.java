package dev.clientele.theory;

import dev.clientele.data.ClientData;
import dev.clientele.data.MixtureFederation;
import dev.clientele.diffusion.NoiseSchedule;
import dev.clientele.diffusion.Workspace;
import dev.clientele.method.Method;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.report.Figure;
import dev.clientele.report.Table;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;

/**
 * A finished federation of mixtures against the truth, on its unseen clients: the score's error at
 * every noise level, and what a linear probe reads off the embeddings. Immutable.
 *
 * @param spec the network as the method's clients see it
 * @param known how many points a client adapts to
 * @param key names the streams of the points
 */
public record MixtureFindings(
    Method method,
    DenoiserSpec spec,
    MixtureFederation federation,
    NoiseSchedule schedule,
    int known,
    RandomKey key) {
  /** More numbers than that are a network and no embedding. */
  private static final int LARGEST_EMBEDDING = 256;

  /**
   * Compares.
   *
   * @param shared the server's final weights
   * @param own what every unseen client keeps after its adaptation, by client; at least two
   */
  public Findings of(Weights shared, SortedMap<Integer, Weights> own, Workspace workspace) {
    LinkedHashMap<String, Object> summary = new LinkedHashMap<>();
    List<Table> tables = new ArrayList<>();
    List<Figure> figures = new ArrayList<>();
    NoiseCurves curves = curves(shared, own, workspace);
    summary.put("scoreErrorByNoise", curves.summary());
    tables.add(curves.table());
    figures.add(curves.figure());
    int numbers = own.firstEntry().getValue().size();
    // Half of the clients have to determine the probe, with something to spare.
    if (numbers > 0 && numbers <= LARGEST_EMBEDDING && own.size() >= 4 * (numbers + 1)) {
      WeightProbe probe = probe(own);
      summary.put("probe", probe.summary());
      tables.add(probe.table());
      figures.add(probe.figure());
    }
    return new Findings(summary, tables, figures);
  }

  private NoiseCurves curves(Weights shared, SortedMap<Integer, Weights> own, Workspace workspace) {
    ClientTruth truth = new ClientTruth(federation);
    ScoreError error = new ScoreError(spec, schedule);
    Weights population = method.population(shared);
    SequencedMap<String, List<double[]>> errors = new LinkedHashMap<>();
    for (Map.Entry<Integer, Weights> client : own.entrySet()) {
      GaussianMixture density = truth.of(client.getKey());
      ClientData data = federation.client(client.getKey());
      RandomKey points = key.child(client.getKey());
      Weights model = method.model(shared, client.getValue());
      add(errors, method.name() + ", adapted", error.of(model, density, points, workspace));
      add(
          errors,
          method.name() + ", not adapted",
          error.of(population, density, points, workspace));
      add(errors, "best single model", error.of(truth.population(), density, points));
      add(
          errors,
          "components known, weights fitted",
          error.of(truth.attainable(data, known), density, points));
    }
    return new NoiseCurves(schedule, errors);
  }

  private static void add(
      SequencedMap<String, List<double[]>> errors, String name, double[] byLevel) {
    errors.computeIfAbsent(name, _ -> new ArrayList<>()).add(byLevel);
  }

  private WeightProbe probe(SortedMap<Integer, Weights> own) {
    ClientTruth truth = new ClientTruth(federation);
    List<double[]> embeddings = new ArrayList<>();
    List<double[]> weights = new ArrayList<>();
    List<double[]> fitted = new ArrayList<>();
    for (Map.Entry<Integer, Weights> client : own.entrySet()) {
      Weights numbers = client.getValue();
      double[] embedding = new double[numbers.size()];
      for (int i = 0; i < embedding.length; i++) {
        embedding[i] = numbers.at(i);
      }
      embeddings.add(embedding);
      weights.add(federation.weights(client.getKey()));
      fitted.add(truth.attainable(federation.client(client.getKey()), known).weights());
    }
    return WeightProbe.of(embeddings, weights, fitted);
  }
}
