package dev.clientele.method;

import dev.clientele.config.EvaluationConfig;
import dev.clientele.data.ClientData;
import dev.clientele.data.Federation;
import dev.clientele.data.Images;
import dev.clientele.diffusion.Sampler;
import dev.clientele.diffusion.Workspace;
import dev.clientele.metric.KernelInceptionDistance;
import dev.clientele.metric.LeNetFeatures;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Measures denoisers: the held-out denoising loss of the client's model and the population's, on
 * the same noise, and the kernel inception distance of generated images to the client's held-out
 * ones. Safe to call from many threads.
 */
public final class DiffusionEvaluation implements Evaluation {
  /** The kernel inception distance's name among the figures: it says whose features it compares. */
  public static final String KID = LeNetFeatures.NAME.toLowerCase(Locale.ROOT);

  private static final int REFERENCE_IMAGES = 2500;
  private static final int REFERENCE_EPOCHS = 4;

  private final DenoiserSpec spec;
  private final Federation federation;
  private final SampleDrawing drawing;
  private final EvaluationConfig plan;
  private final RandomKey key;
  private LeNetFeatures features;

  /**
   * @param network with as many client rows as a method's private tensors fill: 1, or 0 for none
   * @param key names the streams of the feature classifier
   */
  public DiffusionEvaluation(
      DenoiserSpec network,
      Federation federation,
      Sampler sampler,
      EvaluationConfig plan,
      RandomKey key) {
    this.spec = network;
    this.federation = federation;
    this.drawing = new SampleDrawing(network, federation, sampler);
    this.plan = plan;
    this.key = key;
  }

  /**
   * Trains the feature classifier on its first use; whichever worker does, the result is the same.
   */
  private synchronized LeNetFeatures features(Workspace workspace) {
    if (features == null) {
      features =
          LeNetFeatures.train(
              federation.reference(REFERENCE_IMAGES),
              federation.classes(),
              REFERENCE_EPOCHS,
              key.child("features"),
              workspace);
    }
    return features;
  }

  @Override
  public Population population(Weights model, RandomKey streams, Workspace workspace) {
    int count = Math.max(plan.kidSamples(), plan.pictureColumns());
    Images samples = drawing.draw(model, null, count, streams, workspace);
    float[][] rows =
        plan.kidSamples() == 0
            ? new float[0][]
            : features(workspace).of(samples.first(plan.kidSamples()), workspace);
    double accuracy = plan.kidSamples() == 0 ? Double.NaN : features(workspace).accuracy();
    return new Population(samples, rows, accuracy);
  }

  @Override
  public Score score(
      Weights own,
      Weights population,
      ClientData data,
      Population samples,
      Depth depth,
      RandomKey streams,
      Workspace workspace) {
    SortedMap<String, Score.Figure> figures = new TreeMap<>();
    HeldOutLoss loss = new HeldOutLoss(spec, plan.lossDraws());
    Images heldOut = data.heldOut();
    UnaryFigure losses = model -> loss.of(model, heldOut, streams.child("loss"), workspace);
    figures.put(Score.LOSS, losses.of(own, population));
    if (depth == Depth.LOSS) {
      return new Score(data.id(), figures, null);
    }
    int count = Math.max(plan.kidSamples(), plan.pictureColumns());
    Images drawn = drawing.draw(own, heldOut, count, streams.child("samples"), workspace);
    if (plan.kidSamples() > 0) {
      LeNetFeatures extractor = features(workspace);
      float[][] real = extractor.of(heldOut, workspace);
      float[][] mine = extractor.of(drawn.first(plan.kidSamples()), workspace);
      float[][] theirs = baseline(population, heldOut, samples, streams, workspace);
      figures.put(
          KID,
          new Score.Figure(
              KernelInceptionDistance.of(mine, real), KernelInceptionDistance.of(theirs, real)));
    }
    return new Score(data.id(), figures, drawn);
  }

  /**
   * Features of what the population's model draws for comparison with a client: of the same labels
   * as the client's samples, from the same noise, so that nothing but the model is different.
   */
  private float[][] baseline(
      Weights population,
      Images heldOut,
      Population samples,
      RandomKey streams,
      Workspace workspace) {
    if (spec.labels() == 0) {
      return samples.features();
    }
    Images drawn =
        drawing.draw(population, heldOut, plan.kidSamples(), streams.child("samples"), workspace);
    return features(workspace).of(drawn, workspace);
  }

  /** Something that is measured of one model at a time. */
  private interface UnaryFigure {
    double of(Weights model);

    default Score.Figure of(Weights own, Weights population) {
      double mine = of(own);
      return new Score.Figure(mine, own.equals(population) ? mine : of(population));
    }
  }
}
