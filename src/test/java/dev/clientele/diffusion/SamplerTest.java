package dev.clientele.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.diffusion.Sampler.Variance;
import dev.clientele.kernel.cpu.CpuKernels;
import dev.clientele.network.Denoiser;
import dev.clientele.network.MlpSpec;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import dev.clientele.tensor.Weights;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplerTest {
  private static final RandomKey KEY = RandomKey.of(11);
  private static final int[] CLIENTS = {0, 1, 0};
  private static final int[] LABELS = {2, 0, 1};
  private static final int[] NONE = {Denoiser.NONE, Denoiser.NONE, Denoiser.NONE};

  private final NoiseSchedule schedule = NoiseSchedule.linear(50);
  private final CpuKernels kernels = new CpuKernels();
  private final MlpSpec spec = Models.mlp();

  @AfterEach
  void close() {
    kernels.close();
  }

  private Denoiser denoiser(int batch, Weights weights) {
    Denoiser denoiser = spec.prepare(kernels, batch, Trained.NOTHING, false);
    denoiser.network().load(weights);
    return denoiser;
  }

  private Denoiser denoiser() {
    return denoiser(3, Models.weights(spec, KEY));
  }

  private Sampler ddim(int steps, double guidance) {
    return new Sampler(schedule, steps, 0, Variance.SMALL, guidance, false);
  }

  @ParameterizedTest
  @CsvSource({"1000, 1000", "1000, 25", "1000, 999", "1000, 7", "1000, 1", "10, 3", "1, 1"})
  void timesDescendFromTheNoisiest(int all, int steps) {
    int[] times = new Sampler(NoiseSchedule.linear(all), steps, 0, Variance.SMALL, 0, true).times();
    assertEquals(steps, times.length);
    assertEquals(all - 1, times[0]);
    for (int i = 1; i < steps; i++) {
      int gap = times[i - 1] - times[i];
      assertTrue(gap >= all / steps && gap <= all / steps + 1, Arrays.toString(times));
    }
    int last = times[steps - 1];
    assertTrue(last >= 0 && last <= (all + steps - 1) / steps - 1, Arrays.toString(times));
  }

  @Test
  void stepsBeyondTheScheduleAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> ddim(51, 0));
    assertThrows(IllegalArgumentException.class, () -> ddim(0, 0));
  }

  @Test
  void equalKeysGiveEqualBits() {
    Denoiser denoiser = denoiser();
    Sampler sampler = new Sampler(schedule, 5, 0.7, Variance.SMALL, 1.5, true);
    float[] first = sampler.sample(denoiser, CLIENTS, LABELS, KEY);
    float[] other = sampler.sample(denoiser, CLIENTS, LABELS, KEY.child("other"));
    assertFalse(Arrays.equals(first, other));
    assertArrayEquals(first, sampler.sample(denoiser, CLIENTS, LABELS, KEY));
    assertArrayEquals(first, sampler.sample(denoiser(), CLIENTS, LABELS, KEY));
  }

  /** A network that predicts no noise leaves each image a function of its own stream. */
  @ParameterizedTest
  @CsvSource({"0, 1", "0, 3", "1, 1", "1, 3"})
  void anImageDependsOnItsOwnStreamAlone(double eta, int batch) {
    Sampler sampler = new Sampler(schedule, 4, eta, Variance.SMALL, 0, false);
    Denoiser zero = denoiser(batch, Weights.zeros(spec.layout()));
    float[] all = sampler.sample(zero, new int[batch], new int[batch], KEY);
    int[] times = sampler.times();
    for (int image = 0; image < batch; image++) {
      RandomStream random = KEY.child(image).stream();
      float[] x = new float[4];
      random.fillGaussian(x);
      for (int i = 0; i < 4; i++) {
        double a = schedule.kept(times[i]);
        double b = i == 3 ? 1 : schedule.kept(times[i + 1]);
        double fresh = eta * Math.sqrt((1 - b) / (1 - a) * (1 - a / b));
        for (int p = 0; p < 4; p++) {
          double z = fresh > 0 ? random.nextGaussian() : 0;
          x[p] = (float) (Math.sqrt(b / a) * x[p] + fresh * z);
        }
      }
      assertArrayEquals(x, Arrays.copyOfRange(all, image * 4, image * 4 + 4), 1e-5f);
    }
  }

  /** Ho et al. 2020, equations 7 and 11 and section 3.2, from one step to the next. */
  @ParameterizedTest
  @CsvSource({"SMALL", "LARGE"})
  void etaOneOverAllStepsIsAncestralSampling(Variance variance) {
    Sampler ddpm = new Sampler(schedule, 50, 1, variance, 0, false);
    float[] start = Models.gaussian(6, KEY.child("x"));
    float[] noise = Models.gaussian(6, KEY.child("noise"));
    for (int t : new int[] {49, 20, 1}) {
      double kept = schedule.kept(t);
      double alpha = kept / schedule.kept(t - 1);
      double beta = 1 - alpha;
      double posterior = beta * (1 - schedule.kept(t - 1)) / (1 - kept);
      double deviation = Math.sqrt(variance == Variance.LARGE ? beta : posterior);
      float[] x = start.clone();
      RandomStream[] streams = {KEY.child(0).stream(), KEY.child(1).stream()};
      ddpm.step(x, noise, t, t - 1, streams);
      RandomStream[] same = {KEY.child(0).stream(), KEY.child(1).stream()};
      for (int i = 0; i < 6; i++) {
        double mean = (start[i] - beta / Math.sqrt(1 - kept) * noise[i]) / Math.sqrt(alpha);
        assertEquals(mean + deviation * same[i / 3].nextGaussian(), x[i], 1e-5);
      }
    }
    float[] last = start.clone();
    ddpm.step(last, noise, 0, -1, null);
    double kept = schedule.kept(0);
    assertEquals((start[0] - Math.sqrt(1 - kept) * noise[0]) / Math.sqrt(kept), last[0], 1e-6);
  }

  @Test
  void withoutGuidanceTheConditionalPredictionIsTaken() {
    Denoiser denoiser = denoiser();
    float[] start = Models.gaussian(12, KEY.child("x"));
    float[] conditional = predict(denoiser, CLIENTS, LABELS);
    // Guided by the client: its label stays.
    float[] free = predict(denoiser, NONE, LABELS);
    for (double w : new double[] {0, 2}) {
      float[] drawn = ddim(1, w).sample(denoiser, CLIENTS, LABELS, KEY);
      float[] x = start();
      double kept = schedule.kept(49);
      for (int i = 0; i < x.length; i++) {
        double noise = (1 + w) * conditional[i] - w * free[i];
        double image = (x[i] - Math.sqrt(1 - kept) * noise) / Math.sqrt(kept);
        assertEquals(image, drawn[i], 1e-5, "w = " + w);
      }
    }
    assertEquals(12, start.length);
    assertFalse(Arrays.equals(conditional, free));
  }

  /** What sampling starts from. */
  private static float[] start() {
    float[] x = new float[12];
    for (int image = 0; image < 3; image++) {
      float[] own = new float[4];
      KEY.child(image).stream().fillGaussian(own);
      System.arraycopy(own, 0, x, image * 4, 4);
    }
    return x;
  }

  private static float[] predict(Denoiser denoiser, int[] clients, int[] labels) {
    float[] to = new float[12];
    denoiser.samples(start());
    denoiser.times(new int[] {49, 49, 49});
    denoiser.clients(clients);
    denoiser.labels(labels);
    denoiser.predict(to);
    return to;
  }

  @Test
  void guidanceWithoutAConditionChangesNothing() {
    Denoiser denoiser = denoiser();
    float[] plain = ddim(5, 0).sample(denoiser, NONE, NONE, KEY);
    assertArrayEquals(plain, ddim(5, 3).sample(denoiser, NONE, NONE, KEY), 1e-4f);
  }

  @Test
  void clippingKeepsImagesWithinTheRange() {
    Denoiser denoiser = denoiser();
    float[] free = ddim(10, 0).sample(denoiser, CLIENTS, LABELS, KEY);
    assertTrue(largest(free) > 1.5, "was " + largest(free));
    for (Variance variance : Variance.values()) {
      for (double eta : new double[] {0, 1}) {
        Sampler sampler = new Sampler(schedule, 10, eta, variance, 1, true);
        float[] clipped = sampler.sample(denoiser, CLIENTS, LABELS, KEY);
        assertTrue(largest(clipped) <= 1, "was " + largest(clipped));
      }
    }
  }

  private static double largest(float[] x) {
    double largest = 0;
    for (float v : x) {
      largest = Math.max(largest, Math.abs(v));
    }
    return largest;
  }

  /** No velocity: the noise is {@code sqrt(1 - a) x} and the image {@code sqrt(a) x}. */
  @Test
  void aPredictedVelocityIsUnderstood() {
    Sampler sampler = new Sampler(schedule, Prediction.V, 1, 0, Variance.SMALL, 0, false);
    Denoiser zero = denoiser(3, Weights.zeros(spec.layout()));
    float[] drawn = sampler.sample(zero, CLIENTS, LABELS, KEY);
    float[] x = start();
    for (int i = 0; i < x.length; i++) {
      assertEquals(Math.sqrt(schedule.kept(49)) * x[i], drawn[i], 1e-6);
    }
  }
}
