package dev.clientele.method;

import dev.clientele.config.EvaluationConfig;
import dev.clientele.data.ClientData;
import dev.clientele.data.Federation;
import dev.clientele.data.Images;
import dev.clientele.diffusion.Objective;
import dev.clientele.diffusion.Sampler;
import dev.clientele.diffusion.Workspace;
import dev.clientele.metric.KernelInceptionDistance;
import dev.clientele.metric.LeNetFeatures;
import dev.clientele.network.Denoiser;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import dev.clientele.tensor.Weights;
import java.util.Arrays;

/**
 * Measures denoisers: the held-out denoising loss with and without the client's embedding, on the
 * same noise, and the kernel inception distance of generated images to the client's held-out ones.
 * Safe to call from many threads.
 */
public final class DiffusionEvaluation implements Evaluation {
  private static final int BATCH = SampleDrawing.BATCH;
  private static final int REFERENCE_IMAGES = 2500;
  private static final int REFERENCE_EPOCHS = 4;

  private final DenoiserSpec spec;
  private final Federation federation;
  private final SampleDrawing drawing;
  private final EvaluationConfig plan;
  private final RandomKey key;
  private LeNetFeatures features;

  private record ObjectiveKey(DenoiserSpec spec) {}

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
  public Population population(Weights shared, RandomKey streams, Workspace workspace) {
    int count = Math.max(plan.kidSamples(), plan.pictureColumns());
    Images samples = drawing.draw(shared, false, null, count, streams, workspace);
    float[][] rows =
        plan.kidSamples() == 0
            ? new float[0][]
            : features(workspace).of(samples.first(plan.kidSamples()), workspace);
    double accuracy = plan.kidSamples() == 0 ? Double.NaN : features(workspace).accuracy();
    return new Population(samples, rows, accuracy);
  }

  @Override
  public Score score(
      Weights shared,
      Weights personal,
      ClientData data,
      Population population,
      Depth depth,
      RandomKey streams,
      Workspace workspace) {
    Denoiser denoiser = workspace.denoiser(spec, BATCH);
    denoiser.network().load(shared);
    denoiser.network().load(personal);
    double[] losses = losses(denoiser, data.heldOut(), streams.child("loss"), workspace);
    if (depth == Depth.LOSS) {
      return new Score(data.id(), losses[0], losses[1], Double.NaN, Double.NaN, null);
    }
    int count = Math.max(plan.kidSamples(), plan.pictureColumns());
    Images samples =
        drawing.draw(
            shared.and(personal), true, data.heldOut(), count, streams.child("samples"), workspace);
    double kid = Double.NaN;
    double populationKid = Double.NaN;
    if (plan.kidSamples() > 0) {
      float[][] real = features(workspace).of(data.heldOut(), workspace);
      float[][] drawn = features(workspace).of(samples.first(plan.kidSamples()), workspace);
      kid = KernelInceptionDistance.of(drawn, real);
      populationKid =
          KernelInceptionDistance.of(baseline(shared, data, population, streams, workspace), real);
    }
    return new Score(data.id(), losses[0], losses[1], kid, populationKid, samples);
  }

  /**
   * Features of what the population's model draws for comparison with a client: of the same labels
   * as the client's samples, from the same noise, so that nothing but the embedding is different.
   */
  private float[][] baseline(
      Weights shared,
      ClientData data,
      Population population,
      RandomKey streams,
      Workspace workspace) {
    if (spec.labels() == 0) {
      return population.features();
    }
    Images samples =
        drawing.draw(
            shared, false, data.heldOut(), plan.kidSamples(), streams.child("samples"), workspace);
    return features(workspace).of(samples, workspace);
  }

  /**
   * The mean squared error with (first) and without (second) the embedding, on the same noise.
   * Every image is measured at {@code loss-draws} steps, one from each of as many equal parts of
   * the schedule.
   */
  private double[] losses(
      Denoiser denoiser, Images images, RandomKey streams, Workspace workspace) {
    Objective objective =
        workspace.resource(new ObjectiveKey(spec), kernels -> workspace.objective(denoiser));
    RandomStream noise = streams.child("noise").stream();
    RandomStream times = streams.child("times").stream();
    int draws = plan.lossDraws();
    int steps = workspace.steps();
    int size = images.shape().size();
    float[] pixels = new float[BATCH * size];
    int[] at = new int[BATCH];
    int[] labels = new int[BATCH];
    double[] sums = new double[2];
    int total = images.count() * draws;
    for (int from = 0; from < total; from += BATCH) {
      int n = Math.min(BATCH, total - from);
      for (int i = 0; i < n; i++) {
        int image = (from + i) / draws;
        int draw = (from + i) % draws;
        images.copyTo(image, pixels, i * size);
        labels[i] = images.label(image);
        at[i] = Math.min(steps - 1, (int) ((draw + times.nextDouble()) / draws * steps));
      }
      label(denoiser, labels);
      client(denoiser, 0);
      sums[0] += sum(objective.errors(pixels, at, noise), n);
      client(denoiser, Denoiser.NONE);
      sums[1] += spec.clients() == 0 ? 0 : sum(objective.errorsAgain(), n);
    }
    double own = sums[0] / total;
    return new double[] {own, spec.clients() == 0 ? own : sums[1] / total};
  }

  private static double sum(float[] errors, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += errors[i];
    }
    return sum;
  }

  private void client(Denoiser denoiser, int row) {
    if (spec.clients() > 0) {
      int[] rows = new int[BATCH];
      Arrays.fill(rows, row);
      denoiser.clients(rows);
    }
  }

  private void label(Denoiser denoiser, int[] labels) {
    if (spec.labels() > 0) {
      denoiser.labels(labels);
    }
  }
}
