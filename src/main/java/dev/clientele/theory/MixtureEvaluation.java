package dev.clientele.theory;

import dev.clientele.config.EvaluationConfig;
import dev.clientele.data.ClientData;
import dev.clientele.data.Images;
import dev.clientele.data.MixtureFederation;
import dev.clientele.diffusion.NoiseSchedule;
import dev.clientele.diffusion.Sampler;
import dev.clientele.diffusion.Workspace;
import dev.clientele.method.Evaluation;
import dev.clientele.method.HeldOutLoss;
import dev.clientele.method.Population;
import dev.clientele.method.SampleDrawing;
import dev.clientele.method.Score;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import dev.clientele.tensor.Weights;
import java.util.TreeMap;

/**
 * Measures models of mixtures against the truth: the held-out loss; the error of the score; and the
 * divergence of samples from the client's density. Each of the latter two comes with a figure of
 * what is attainable: for the client's own, by the likeliest weights of known components; for the
 * population's, by the exact density of all clients together. Immutable.
 */
public final class MixtureEvaluation implements Evaluation {
  /** The mean over noise levels of the predicted noise's excess squared error. */
  public static final String SCORE_ERROR = "score-error";

  /** The divergence of samples from the client's density, in nats, by nearest neighbours. */
  public static final String DIVERGENCE = "sample-divergence";

  /** Ends the names of figures that no model was asked for. */
  public static final String ATTAINABLE = "-attainable";

  private static final int SAMPLES = 512;

  private final ClientTruth truth;
  private final ScoreError errors;
  private final HeldOutLoss loss;
  private final SampleDrawing drawing;
  private final int known;

  /**
   * @param network with one client row, or none
   * @param known how many points a client adapts to
   */
  public MixtureEvaluation(
      DenoiserSpec network,
      MixtureFederation federation,
      NoiseSchedule schedule,
      Sampler sampler,
      EvaluationConfig plan,
      int known) {
    this.truth = new ClientTruth(federation);
    this.errors = new ScoreError(network, schedule);
    this.loss = new HeldOutLoss(network, plan.lossDraws());
    this.drawing = new SampleDrawing(network, federation, sampler);
    this.known = known;
  }

  @Override
  public Population population(Weights model, RandomKey key, Workspace workspace) {
    Images samples = drawing.draw(model, null, SAMPLES, key, workspace);
    return new Population(samples, new float[0][], Double.NaN);
  }

  @Override
  public Score score(
      Weights own,
      Weights population,
      ClientData data,
      Population samples,
      Depth depth,
      RandomKey key,
      Workspace workspace) {
    TreeMap<String, Score.Figure> figures = new TreeMap<>();
    GaussianMixture density = truth.of(data.id());
    RandomKey noise = key.child("loss");
    figures.put(
        Score.LOSS,
        new Score.Figure(
            loss.of(own, data.heldOut(), noise, workspace),
            loss.of(population, data.heldOut(), noise, workspace)));
    RandomKey points = key.child("points");
    figures.put(
        SCORE_ERROR,
        new Score.Figure(
            ScoreError.mean(errors.of(own, density, points, workspace)),
            ScoreError.mean(errors.of(population, density, points, workspace))));
    GaussianMixture attainable = truth.attainable(data, known);
    figures.put(
        SCORE_ERROR + ATTAINABLE,
        new Score.Figure(
            ScoreError.mean(errors.of(attainable, density, points)),
            ScoreError.mean(errors.of(truth.population(), density, points))));
    if (depth == Depth.LOSS) {
      return new Score(data.id(), figures, null);
    }
    Images drawn = drawing.draw(own, null, SAMPLES, key.child("samples"), workspace);
    figures.put(
        DIVERGENCE,
        new Score.Figure(
            NearestNeighbours.divergence(ClientTruth.points(drawn), density),
            NearestNeighbours.divergence(ClientTruth.points(samples.samples()), density)));
    figures.put(
        DIVERGENCE + ATTAINABLE,
        new Score.Figure(
            exact(attainable, density, key.child("attainable")),
            exact(truth.population(), density, key.child("everybody"))));
    return new Score(data.id(), figures, drawn);
  }

  /** The estimator on a density's own samples. */
  private static double exact(GaussianMixture of, GaussianMixture density, RandomKey key) {
    RandomStream random = key.stream();
    double[][] points = new double[SAMPLES][of.dimension()];
    for (double[] x : points) {
      of.sample(random, x);
    }
    return NearestNeighbours.divergence(points, density);
  }
}
