package dev.clientele.diffusion;

import dev.clientele.network.Denoiser;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;

/**
 * The variational bound on the negative log-likelihood of images under ancestral sampling (Ho et
 * al. 2020, equation 5): {@code L_T + sum_{t>1} L_{t-1} + L_0}, with {@code L_T} the divergence of
 * the noisiest step from the standard normal, {@code L_{t-1}} that of the posterior {@code
 * q(x_{t-1} | x_t, x_0)} from the model's step, and {@code L_0} the decoder. The bound is on the
 * probability of 8-bit pixels: each is rounded to one of 256 levels in -1..1, and the decoder is a
 * Gaussian integrated over the level (equation 13), to infinity at the first and last. Immutable.
 *
 * @param schedule the forward process
 * @param prediction what the network predicts
 * @param variance the model's at each step; the decoder's with {@link Sampler.Variance#SMALL},
 *     which would be 0, is the second step's, as in the authors' code
 * @param clip whether the predicted image is kept within -1..1, as in sampling
 * @param draws at how many steps an image is measured for the sum over t; each from one of as many
 *     equal parts of the schedule, so that the estimate is unbiased
 */
public record VariationalBound(
    NoiseSchedule schedule,
    Prediction prediction,
    Sampler.Variance variance,
    boolean clip,
    int draws) {
  private static final double LEVELS = 255;

  /** Predicts for a batch, whose conditions are whatever its owner has set. */
  @FunctionalInterface
  public interface Predictor {
    /**
     * Predicts noise or velocity.
     *
     * @param noisy {@code [batch, numbers]}
     * @param times each image's step
     * @param to becomes the prediction
     */
    void predict(float[] noisy, int[] times, float[] to);

    /** A network under the conditions that are set in it; belongs to the network's thread. */
    static Predictor of(Denoiser denoiser) {
      return (noisy, times, to) -> {
        denoiser.samples(noisy);
        denoiser.times(times);
        denoiser.predict(to);
      };
    }
  }

  /**
   * The parts of one image's bound, in bits a dimension (a pixel's channel).
   *
   * @param prior {@code L_T}
   * @param steps the estimate of the sum of {@code L_{t-1}} over t &gt; 1
   * @param decoder the estimate of {@code L_0}
   */
  public record Bits(double prior, double steps, double decoder) {
    /** The whole bound. */
    public double total() {
      return prior + steps + decoder;
    }
  }

  /** Rejects a schedule without a step before the last. */
  public VariationalBound {
    if (schedule.steps() < 2 || draws < 1 || draws > schedule.steps() - 1) {
      throw new IllegalArgumentException(
          "expected a schedule of at least 2 steps and draws of 1 to "
              + (schedule.steps() - 1)
              + " but was "
              + schedule.steps()
              + " and "
              + draws);
    }
  }

  /**
   * Each image's bound.
   *
   * @param images {@code [batch, numbers]} in -1..1
   * @param streams one family of streams an image, so that an image's bound does not depend on the
   *     batch that it is in
   */
  public Bits[] of(float[] images, Predictor predictor, RandomKey[] streams) {
    int size = images.length / streams.length;
    float[] levels = quantised(images);
    double[] steps = new double[streams.length];
    for (int draw = 0; draw < draws; draw++) {
      int[] times = new int[streams.length];
      for (int i = 0; i < times.length; i++) {
        times[i] = time(draw, streams[i].child("time").child(draw).stream());
      }
      Noisy noisy = noisy(levels, times, streams, draw);
      float[] mean = predictedImages(noisy, times, predictor);
      for (int i = 0; i < times.length; i++) {
        double parts = (double) (schedule.steps() - 1) / draws;
        steps[i] += parts * divergence(times[i], levels, mean, i * size, size);
      }
    }
    int[] first = new int[streams.length];
    float[] mean = predictedImages(noisy(levels, first, streams, draws), first, predictor);
    double nats = size * StrictMath.log(2);
    Bits[] bits = new Bits[streams.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] =
          new Bits(
              prior(levels, i * size, size) / nats,
              steps[i] / nats,
              decoder(levels, mean, i * size, size) / nats);
    }
    return bits;
  }

  /** Noisy images, and the same memory for what is predicted of them. */
  @SuppressWarnings("ArrayRecordComponent") // two of them are never compared
  private record Noisy(float[] images, float[] predicted) {}

  private static float[] quantised(float[] images) {
    float[] levels = new float[images.length];
    for (int i = 0; i < images.length; i++) {
      double level = Math.rint((Math.clamp((double) images[i], -1, 1) + 1) * LEVELS / 2);
      levels[i] = (float) (2 * level / LEVELS - 1);
    }
    return levels;
  }

  /** A step of 1 or later from the given part of the schedule. */
  private int time(int draw, RandomStream random) {
    int steps = schedule.steps() - 1;
    return 1 + Math.min(steps - 1, (int) ((draw + random.nextDouble()) / draws * steps));
  }

  private Noisy noisy(float[] images, int[] times, RandomKey[] streams, int draw) {
    int size = images.length / times.length;
    float[] noise = new float[images.length];
    float[] noisy = new float[images.length];
    for (int i = 0; i < times.length; i++) {
      RandomStream random = streams[i].child("noise").child(draw).stream();
      for (int j = i * size; j < (i + 1) * size; j++) {
        noise[j] = (float) random.nextGaussian();
      }
      schedule.noise(times[i], images, noise, noisy, i * size, size);
    }
    return new Noisy(noisy, noise);
  }

  /** The predicted {@code x_0}. */
  private float[] predictedImages(Noisy noisy, int[] times, Predictor predictor) {
    float[] predicted = noisy.predicted();
    predictor.predict(noisy.images(), times, predicted);
    int size = predicted.length / times.length;
    for (int i = 0; i < predicted.length; i++) {
      double kept = schedule.kept(times[i / size]);
      double signal = Math.sqrt(kept);
      double sigma = Math.sqrt(1 - kept);
      double x = noisy.images()[i];
      double image =
          switch (prediction) {
            case EPSILON -> (x - sigma * predicted[i]) / signal;
            case V -> signal * x - sigma * predicted[i];
          };
      predicted[i] = (float) (clip ? Math.clamp(image, -1.0, 1.0) : image);
    }
    return predicted;
  }

  /**
   * {@code L_{t-1}} in nats. Posterior and model have means that differ by the image's coefficient
   * {@code sqrt(a') beta / (1 - a)} times the error of the predicted image.
   */
  private double divergence(int t, float[] images, float[] predicted, int at, int size) {
    double a = schedule.kept(t);
    double before = schedule.kept(t - 1);
    double beta = 1 - a / before;
    double posterior = beta * (1 - before) / (1 - a);
    double model = modelVariance(t);
    double coefficient = Math.sqrt(before) * beta / (1 - a);
    double squares = 0;
    for (int i = at; i < at + size; i++) {
      double error = (double) images[i] - predicted[i];
      squares += error * error;
    }
    double ratio = posterior / model;
    return size * (ratio - 1 - StrictMath.log(ratio)) / 2
        + coefficient * coefficient * squares / (2 * model);
  }

  private double modelVariance(int t) {
    if (variance == Sampler.Variance.SMALL) {
      int used = Math.max(1, t);
      double a = schedule.kept(used);
      double before = schedule.kept(used - 1);
      return (1 - a / before) * (1 - before) / (1 - a);
    }
    return 1 - schedule.kept(t) / schedule.kept(t - 1);
  }

  /** {@code L_T} in nats. */
  private double prior(float[] images, int at, int size) {
    double a = schedule.kept(schedule.steps() - 1);
    double squares = 0;
    for (int i = at; i < at + size; i++) {
      squares += (double) images[i] * images[i];
    }
    return (a * squares + size * (-a - StrictMath.log(1 - a))) / 2;
  }

  /** {@code L_0} in nats: at step 0 the predicted image is the model's mean. */
  private double decoder(float[] images, float[] mean, int at, int size) {
    double deviation = Math.sqrt(modelVariance(0));
    double sum = 0;
    for (int i = at; i < at + size; i++) {
      double level = Math.rint((images[i] + 1.0) * LEVELS / 2);
      double low = level == 0 ? Double.NEGATIVE_INFINITY : (2 * level - 1) / LEVELS - 1;
      double high = level == LEVELS ? Double.POSITIVE_INFINITY : (2 * level + 1) / LEVELS - 1;
      sum -= NormalTail.logMass((low - mean[i]) / deviation, (high - mean[i]) / deviation);
    }
    return sum;
  }
}
