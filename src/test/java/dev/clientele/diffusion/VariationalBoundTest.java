package dev.clientele.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clientele.GoldenJson;
import dev.clientele.diffusion.VariationalBound.Bits;
import dev.clientele.diffusion.VariationalBound.Predictor;
import dev.clientele.kernel.cpu.CpuKernels;
import dev.clientele.network.Denoiser;
import dev.clientele.network.MlpSpec;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VariationalBoundTest {
  private static final RandomKey KEY = RandomKey.of(77);
  private static final int BATCH = 8;
  private static final int SIZE = 2000;

  private static RandomKey[] streams(RandomKey key) {
    return IntStream.range(0, BATCH).mapToObj(key::child).toArray(RandomKey[]::new);
  }

  private static float[] pixels(double deviation, RandomKey key) {
    float[] pixels = new float[BATCH * SIZE];
    key.stream().fillGaussian(pixels);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] *= (float) deviation;
    }
    return pixels;
  }

  /** The best denoiser of pixels {@code N(0, deviation^2)}: linear in the noisy image. */
  private static Predictor linear(NoiseSchedule schedule, Prediction prediction, double deviation) {
    return (noisy, times, to) -> {
      int size = noisy.length / times.length;
      for (int i = 0; i < noisy.length; i++) {
        double a = schedule.kept(times[i / size]);
        double variance = a * deviation * deviation + 1 - a;
        double noise = Math.sqrt(1 - a) / variance * noisy[i];
        double image = Math.sqrt(a) * deviation * deviation / variance * noisy[i];
        to[i] =
            (float)
                (prediction == Prediction.EPSILON
                    ? noise
                    : Math.sqrt(a) * noise - Math.sqrt(1 - a) * image);
      }
    };
  }

  private static double mean(Bits[] bits, ToDoubleFunction<Bits> part) {
    return Arrays.stream(bits).mapToDouble(part).average().orElseThrow();
  }

  /** Each step is visited once, so what is random are the 16,000 pixels and their noise alone. */
  @Test
  void matchesTheClosedFormOfGaussianPixels() {
    for (JsonNode c : GoldenJson.read("measure.json").get("bounds")) {
      NoiseSchedule schedule = NoiseSchedule.linear(c.get("steps").intValue());
      double deviation = c.get("deviation").doubleValue();
      for (Prediction prediction : Prediction.values()) {
        VariationalBound bound =
            new VariationalBound(
                schedule,
                prediction,
                c.get("large").booleanValue() ? Sampler.Variance.LARGE : Sampler.Variance.SMALL,
                false,
                schedule.steps() - 1);
        Bits[] bits =
            bound.of(
                pixels(deviation, KEY.child("pixels")),
                linear(schedule, prediction, deviation),
                streams(KEY));
        double prior = c.get("prior").doubleValue();
        double sum = c.get("sum").doubleValue();
        double decoder = c.get("decoder").doubleValue();
        assertEquals(prior, mean(bits, Bits::prior), 0.03 * prior, c + " prior");
        assertEquals(sum, mean(bits, Bits::steps), 0.02 * sum, c + " steps");
        assertEquals(decoder, mean(bits, Bits::decoder), 0.01 * decoder, c + " decoder");
        assertEquals(
            prior + sum + decoder, mean(bits, Bits::total), 0.01 * (prior + sum + decoder));
      }
    }
  }

  /** A denoiser that knows the image: what is left is exactly what the variances differ by. */
  @Test
  void whatACheatLeaves() {
    NoiseSchedule schedule = NoiseSchedule.linear(20);
    float[] image = new float[BATCH * SIZE];
    Arrays.fill(image, 51 / 127.5f - 1); // level 51
    Predictor cheat =
        (noisy, times, to) -> {
          for (int i = 0; i < noisy.length; i++) {
            double a = schedule.kept(times[i / SIZE]);
            to[i] = (float) ((noisy[i] - Math.sqrt(a) * image[i]) / Math.sqrt(1 - a));
          }
        };
    VariationalBound small =
        new VariationalBound(schedule, Prediction.EPSILON, Sampler.Variance.SMALL, false, 19);
    assertEquals(0, small.of(image, cheat, streams(KEY))[0].steps(), 1e-4);
    VariationalBound large =
        new VariationalBound(schedule, Prediction.EPSILON, Sampler.Variance.LARGE, false, 19);
    Bits bits = large.of(image, cheat, streams(KEY))[BATCH - 1];
    double expected = 0;
    for (int t = 1; t < 20; t++) {
      double ratio = (1 - schedule.kept(t - 1)) / (1 - schedule.kept(t));
      expected += (ratio - 1 - Math.log(ratio)) / 2;
    }
    assertEquals(expected / Math.log(2), bits.steps(), 1e-4);
    // A level is 2/255 wide, and the decoder's deviation is sqrt(beta_1) = 0.01.
    double half = NormalTail.logMass(-1 / 2.55, 1 / 2.55);
    assertEquals(-half / Math.log(2), bits.decoder(), 1e-4);
  }

  @Test
  void clippingKeepsThePredictedImageInRange() {
    NoiseSchedule schedule = NoiseSchedule.linear(20);
    float[] white = new float[BATCH * SIZE];
    Arrays.fill(white, 1);
    // It predicts an image far brighter than white.
    Predictor bright = (noisy, times, to) -> Arrays.fill(to, -50);
    Bits clipped =
        new VariationalBound(schedule, Prediction.EPSILON, Sampler.Variance.SMALL, true, 19)
            .of(white, bright, streams(KEY))[0];
    assertEquals(0, clipped.steps(), 1e-9);
    Bits free =
        new VariationalBound(schedule, Prediction.EPSILON, Sampler.Variance.SMALL, false, 19)
            .of(white, bright, streams(KEY))[0];
    assertTrue(free.steps() > 1, "was " + free.steps());
  }

  @Test
  void fewDrawsEstimateTheSum() {
    NoiseSchedule schedule = NoiseSchedule.linear(60);
    float[] images = pixels(0.3, KEY.child("pixels"));
    Predictor predictor = linear(schedule, Prediction.EPSILON, 0.3);
    VariationalBound few =
        new VariationalBound(schedule, Prediction.EPSILON, Sampler.Variance.LARGE, false, 20);
    double[] estimates = new double[20];
    for (int i = 0; i < estimates.length; i++) {
      estimates[i] =
          mean(few.of(images, predictor, streams(KEY.child("few").child(i))), Bits::steps);
    }
    double mean = Arrays.stream(estimates).average().orElseThrow();
    double squares = Arrays.stream(estimates).map(e -> (e - mean) * (e - mean)).sum();
    double error = Math.sqrt(squares / 19 / 20);
    assertEquals(4.852121690758061, mean, 3 * error);
    assertTrue(error < 0.1, "was " + error);
  }

  /** For pixels N(0, 1) the best velocity is 0, which is what a network of zeros predicts. */
  @Test
  void aNetworkIsAPredictor() {
    NoiseSchedule schedule = NoiseSchedule.linear(30);
    MlpSpec spec = new MlpSpec(40, 50, 1, List.of(4), 8, 0, 0);
    float[] images = pixels(1, KEY.child("pixels"));
    VariationalBound bound =
        new VariationalBound(schedule, Prediction.V, Sampler.Variance.LARGE, true, 7);
    try (CpuKernels kernels = new CpuKernels()) {
      Denoiser denoiser = spec.prepare(kernels, BATCH, Trained.NOTHING, false);
      denoiser.network().load(Weights.zeros(spec.layout()));
      Bits[] expected = bound.of(images, linear(schedule, Prediction.V, 1), streams(KEY));
      Bits[] bits = bound.of(images, Predictor.of(denoiser), streams(KEY));
      for (int i = 0; i < BATCH; i++) {
        assertEquals(expected[i].total(), bits[i].total(), 1e-5);
      }
    }
  }

  @Test
  void anImagesBoundDoesNotDependOnItsBatch() {
    NoiseSchedule schedule = NoiseSchedule.linear(30);
    float[] images = pixels(0.5, KEY);
    VariationalBound bound =
        new VariationalBound(schedule, Prediction.EPSILON, Sampler.Variance.LARGE, true, 3);
    Predictor predictor = linear(schedule, Prediction.EPSILON, 0.5);
    Bits[] all = bound.of(images, predictor, streams(KEY));
    RandomKey[] third = {KEY.child(3)};
    float[] alone = Arrays.copyOfRange(images, 3 * SIZE, 4 * SIZE);
    assertEquals(all[3], bound.of(alone, predictor, third)[0]);
  }

  @Test
  void refusesMoreDrawsThanSteps() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new VariationalBound(
                NoiseSchedule.linear(10), Prediction.V, Sampler.Variance.LARGE, true, 10));
  }
}
