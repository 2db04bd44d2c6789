package dev.clientele.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NoiseScheduleTest {
  private static float[] diffusers(String schedule) throws IOException {
    Path file = Path.of("src/test/resources/golden/unet2d-clients/vectors.safetensors");
    return Safetensors.read(file).tensor("alphas_cumprod." + schedule);
  }

  private static void assertSchedule(float[] expected, NoiseSchedule schedule) {
    assertEquals(expected.length, schedule.steps());
    assertEquals(1, schedule.kept(-1));
    for (int t = 0; t < expected.length; t++) {
      // The library multiplies a thousand betas in single precision.
      assertEquals(1, schedule.kept(t) / expected[t], 1e-4, "step " + t);
      assertTrue(schedule.kept(t) < schedule.kept(t - 1), "step " + t);
    }
  }

  @Test
  void linearIsTheLibrarys() throws IOException {
    assertSchedule(diffusers("linear"), NoiseSchedule.linear(1000));
  }

  @Test
  void cosineIsTheLibrarys() throws IOException {
    assertSchedule(diffusers("cosine"), NoiseSchedule.cosine(1000));
  }

  @Test
  void oneStepIsEnough() {
    assertEquals(1 - 1e-4, NoiseSchedule.linear(1).kept(0), 1e-15);
    assertEquals(1 - 0.999, NoiseSchedule.cosine(1).kept(0), 1e-15);
    assertThrows(IllegalArgumentException.class, () -> NoiseSchedule.linear(0));
    assertThrows(IllegalArgumentException.class, () -> NoiseSchedule.cosine(-1));
  }

  @Test
  void noiseKeepsTheVarianceAndTouchesNothingElse() {
    NoiseSchedule schedule = NoiseSchedule.cosine(10);
    float[] image = {9, 3, -4, 9};
    float[] noise = {9, -4, 3, 9};
    float[] to = {7, 7, 7, 7};
    schedule.noise(4, image, noise, to, 1, 2);
    double signal = Math.sqrt(schedule.kept(4));
    double sigma = Math.sqrt(1 - schedule.kept(4));
    float[] expected = {7, (float) (signal * 3 - sigma * 4), (float) (-signal * 4 + sigma * 3), 7};
    assertArrayEquals(expected, to, 1e-6f);
  }

  @Test
  void aVelocityGivesItsNoiseBack() {
    NoiseSchedule schedule = NoiseSchedule.linear(1000);
    for (int t : new int[] {0, 300, 999}) {
      float[] image = Models.gaussian(20, RandomKey.of(t).child("image"));
      float[] noise = Models.gaussian(20, RandomKey.of(t).child("noise"));
      float[] x = new float[20];
      float[] velocity = new float[20];
      schedule.noise(t, image, noise, x, 0, 20);
      schedule.velocity(t, image, noise, velocity, 0, 20);
      double a = schedule.kept(t);
      assertEquals(Math.sqrt(a) * noise[3] - Math.sqrt(1 - a) * image[3], velocity[3], 1e-6);
      schedule.noiseOf(t, velocity, x);
      assertArrayEquals(noise, velocity, 1e-5f);
    }
  }
}
