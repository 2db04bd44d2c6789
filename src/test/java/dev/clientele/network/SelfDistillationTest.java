package dev.clientele.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.Tries;
import dev.clientele.tensor.RandomStream;
import org.junit.jupiter.api.Test;

class SelfDistillationTest {
  private static float[] gaussian(RandomStream random, int count) {
    float[] values = new float[count];
    random.fillGaussian(values);
    return values;
  }

  @Test
  void theGradientIsTheLosssSlope() {
    Tries.check(
        30,
        random -> {
          int batch = Tries.between(random, 1, 4);
          int classes = Tries.between(random, 2, 6);
          int[] labels = random.ints(batch, 0, classes).toArray();
          ScoreLoss loss =
              new SelfDistillation(
                  labels,
                  gaussian(random, batch * classes),
                  random.nextDouble(),
                  0.5 + 3 * random.nextDouble(),
                  random.nextBoolean());
          float[] scores = gaussian(random, batch * classes);
          float[] gradient = scores.clone();
          loss.differentiate(gradient, batch, classes);
          for (int i = 0; i < scores.length; i++) {
            float[] ahead = scores.clone();
            float[] behind = scores.clone();
            ahead[i] += 1e-3f;
            behind[i] -= 1e-3f;
            double slope =
                (loss.differentiate(ahead, batch, classes)
                        - loss.differentiate(behind, batch, classes))
                    / ((double) (scores[i] + 1e-3f) - (scores[i] - 1e-3f));
            assertEquals(gradient[i], slope, 1e-3);
          }
        });
  }

  @Test
  void withoutWeightItIsTheCrossEntropy() {
    int[] labels = {1, 0};
    float[] scores = {0.3f, -1, 2, 0.5f, 0.1f, -0.2f};
    float[] plain = scores.clone();
    double expected = new CrossEntropy(labels).differentiate(plain, 2, 3);
    ScoreLoss none = new SelfDistillation(labels, new float[6], 0, 1, false);
    assertEquals(expected, none.differentiate(scores, 2, 3));
    assertArrayEquals(plain, scores);
  }

  /** A teacher that is the student teaches nothing. */
  @Test
  void theStudentHasNothingToLearnFromItself() {
    float[] scores = {0.3f, -1, 2, 0.5f, 0.1f, -0.2f};
    int[] labels = {1, 0};
    float[] plain = scores.clone();
    double expected = new CrossEntropy(labels).differentiate(plain, 2, 3);
    ScoreLoss itself = new SelfDistillation(labels, scores.clone(), 5, 2, false);
    assertEquals(expected, itself.differentiate(scores, 2, 3), 1e-12);
    assertArrayEquals(plain, scores, 1e-7f);
  }

  /** Wrong, right but less sure, tied with a wrong class: then a dynamic teacher is silent. */
  @Test
  void aDynamicTeacherSpeaksWhereItKnowsBetter() {
    float[] student = {1, 0, 0};
    assertTrue(speaks(student, new float[] {3, 0, 0}));
    assertEquals(false, speaks(student, new float[] {0, 1, 0}));
    assertEquals(false, speaks(student, new float[] {0.5f, 0, 0}));
    assertEquals(false, speaks(new float[] {-1, 0, 0}, new float[] {0.5f, 0.5f + 1e-6f, -9}));
  }

  private static boolean speaks(float[] student, float[] teacher) {
    int[] labels = {0};
    double plain = new CrossEntropy(labels).differentiate(student.clone(), 1, 3);
    ScoreLoss dynamic = new SelfDistillation(labels, teacher, 1, 1, true);
    return dynamic.differentiate(student.clone(), 1, 3) != plain;
  }

  @Test
  void whatIsOutOfRangeIsRefused() {
    int[] labels = {0};
    float[] teacher = {0, 0};
    assertThrows(
        IllegalArgumentException.class, () -> new SelfDistillation(labels, teacher, -1, 1, true));
    assertThrows(
        IllegalArgumentException.class, () -> new SelfDistillation(labels, teacher, 1, 0, true));
  }
}
