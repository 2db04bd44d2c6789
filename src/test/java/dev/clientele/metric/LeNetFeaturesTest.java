package dev.clientele.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.data.GlyphFederation;
import dev.clientele.data.ImageShape;
import dev.clientele.data.Images;
import dev.clientele.diffusion.NoiseSchedule;
import dev.clientele.diffusion.Workspace;
import dev.clientele.kernel.cpu.CpuKernels;
import dev.clientele.tensor.RandomKey;
import org.junit.jupiter.api.Test;

class LeNetFeaturesTest {
  private static final Images IMAGES =
      GlyphFederation.create(
              new ImageShape(16, 16, 1), 1, 1, 1, 1, 0.5, 0.5, RandomKey.of(6).child("data"))
          .reference(1000);

  private static Workspace workspace() {
    return new Workspace(CpuKernels::new, NoiseSchedule.linear(10));
  }

  private static LeNetFeatures train(long seed, Workspace workspace) {
    return LeNetFeatures.train(IMAGES, 10, 3, RandomKey.of(seed), workspace);
  }

  @Test
  void learnsGlyphs() {
    try (Workspace workspace = workspace()) {
      LeNetFeatures features = train(1, workspace);
      // 200 images that it was not trained on; chance is 0.1.
      assertTrue(features.accuracy() > 0.7, "was " + features.accuracy());
      Images some = IMAGES.range(800, 845);
      float[][] rows = features.of(some, workspace);
      assertEquals(45, rows.length);
      assertEquals(64, rows[44].length);
      // A batch's place is not part of an image's features.
      assertArrayEquals(rows[40], features.of(IMAGES.range(840, 841), workspace)[0], 1e-5f);
      assertTrue(sameClassIsNearer(some, rows) > 0.8, "was " + sameClassIsNearer(some, rows));
    }
  }

  /** How often an image is nearer to its class's mean feature than to the mean of all. */
  private static double sameClassIsNearer(Images images, float[][] rows) {
    int nearer = 0;
    for (int i = 0; i < rows.length; i++) {
      double own = 0;
      double all = 0;
      for (int f = 0; f < rows[i].length; f++) {
        double sum = 0;
        double ownSum = 0;
        int count = 0;
        for (int j = 0; j < rows.length; j++) {
          boolean same = j != i && images.label(j) == images.label(i);
          sum += rows[j][f];
          ownSum += same ? rows[j][f] : 0;
          count += same ? 1 : 0;
        }
        own += Math.pow(rows[i][f] - ownSum / count, 2);
        all += Math.pow(rows[i][f] - sum / rows.length, 2);
      }
      nearer += own < all ? 1 : 0;
    }
    return (double) nearer / rows.length;
  }

  /** In another workspace, and after another training in the same one. */
  @Test
  void areAFunctionOfTheKey() {
    float[][] expected;
    double accuracy;
    Images some = IMAGES.first(3);
    Images few = IMAGES.first(200);
    try (Workspace workspace = workspace()) {
      LeNetFeatures features = LeNetFeatures.train(few, 10, 1, RandomKey.of(1), workspace);
      expected = features.of(some, workspace);
      accuracy = features.accuracy();
    }
    try (Workspace workspace = workspace()) {
      LeNetFeatures other = LeNetFeatures.train(few, 10, 1, RandomKey.of(2), workspace);
      assertNotEquals(expected[0][0], other.of(some, workspace)[0][0]);
      LeNetFeatures same = LeNetFeatures.train(few, 10, 1, RandomKey.of(1), workspace);
      assertArrayEquals(expected, same.of(some, workspace));
      assertEquals(accuracy, same.accuracy());
    }
  }

  /** KID's kernel is a polynomial: it needs features of a size of about 1. */
  @Test
  void haveAMeanSquareOfOne() {
    try (Workspace workspace = workspace()) {
      Images few = IMAGES.first(200);
      LeNetFeatures features = LeNetFeatures.train(few, 10, 1, RandomKey.of(1), workspace);
      double sum = 0;
      for (float[] row : features.of(few.range(0, 160), workspace)) {
        for (float f : row) {
          sum += (double) f * f / 64 / 160;
        }
      }
      assertEquals(1, sum, 1e-5);
    }
  }
}
