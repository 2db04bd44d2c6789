package dev.clientele.simulation.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.Tries;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import dev.clientele.tensor.Weights;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldTest {
  private static final Layout LAYOUT = new Layout.Builder().add("w", List.of(3)).build();
  private static final double NO_CLIP = Double.POSITIVE_INFINITY;

  private static Weights of(double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return Weights.adopt(LAYOUT, floats);
  }

  private static Weights noise(int seed) {
    float[] values = new float[3];
    RandomKey.of(seed).stream().fillGaussian(values);
    values[0] *= seed % 3 == 2 ? 1000 : (seed % 3 - 0.5f) * 0x1p60f;
    return Weights.adopt(LAYOUT, values);
  }

  private static Fold fold(Rule rule, double clip) {
    return new Fold(LAYOUT, rule, 2, clip, false);
  }

  private static Fold of(Rule rule, double clip, Weights... updates) {
    Fold fold = fold(rule, clip);
    for (int i = 0; i < updates.length; i++) {
      fold.add(i, i, updates[i], i + 1, 1);
    }
    return fold;
  }

  /** The definition: blocks of places in double precision, the blocks in order, the late ones. */
  private static Weights expected(boolean[] skipped, int block, int late) {
    double[] total = new double[3];
    double weight = 0;
    for (int from = 0; from < skipped.length; from += block) {
      double[] sum = new double[3];
      for (int place = from; place < Math.min(from + block, skipped.length); place++) {
        if (!skipped[place]) {
          noise(place).addTo(sum, 1 << place % 4);
          weight += 1 << place % 4;
        }
      }
      for (int i = 0; i < 3; i++) {
        total[i] += sum[i];
      }
    }
    double[] others = new double[3];
    for (int i = 0; i < late; i++) {
      noise(1000 + i).addTo(others, 3 * 0.5);
      weight += 3;
    }
    float[] mean = new float[3];
    for (int i = 0; i < 3; i++) {
      mean[i] = (float) ((total[i] + others[i]) / weight);
    }
    return Weights.adopt(LAYOUT, mean);
  }

  @Test
  void theMeanIsASumOfBlocks() {
    Tries.check(300, FoldTest::isASumOfBlocks);
  }

  /** Blocks of fewer, of as many and of more updates than are added at once. */
  @ParameterizedTest
  @ValueSource(ints = {5, 8, 10})
  void everyNumberIsSummedAlike(int block) {
    Layout layout = new Layout.Builder().add("w", List.of(5000)).build();
    Fold fold = new Fold(layout, Rule.Mean.INSTANCE, block, NO_CLIP, false);
    double[] total = new double[5000];
    double[] sum = new double[5000];
    double[] late = new double[5000];
    for (int place = 0; place < 25; place++) {
      float[] values = new float[5000];
      RandomKey.of(place).stream().fillGaussian(values);
      Weights update = Weights.adopt(layout, values);
      boolean isLate = place % 7 == 3 && place > 7;
      fold.add(isLate ? -1 : place, place, update, place + 1, 0.3);
      update.addTo(isLate ? late : sum, (place + 1) * 0.3);
      if (place % block == block - 1 || place == 24) {
        for (int i = 0; i < 5000; i++) {
          total[i] += sum[i];
          sum[i] = 0;
        }
      }
    }
    Weights mean = fold.result().orElseThrow();
    for (int i = 0; i < 5000; i++) {
      assertEquals((float) ((total[i] + late[i]) / (25 * 26 / 2)), mean.at(i), "number " + i);
    }
  }

  private static void isASumOfBlocks(RandomStream random) {
    boolean[] skipped = new boolean[Tries.between(random, 1, 30)];
    int block = Tries.between(random, 1, 9);
    int late = Tries.between(random, 0, 3);
    Fold fold = new Fold(LAYOUT, Rule.Mean.INSTANCE, block, NO_CLIP, false);
    int lateLeft = late;
    for (int place = 0; place < skipped.length; place++) {
      skipped[place] = place > 0 && random.nextInt(4) == 0;
      if (!skipped[place]) {
        fold.add(place, place, noise(place), 1 << place % 4, 1);
      }
      if (lateLeft > 0 && random.nextBoolean()) {
        fold.add(-1, 5, noise(1000 + late - lateLeft--), 3, 0.5);
      }
      if (random.nextInt(3) == 0) {
        fold = restored(fold, block);
      }
    }
    while (lateLeft > 0) {
      fold.add(-1, 5, noise(1000 + late - lateLeft--), 3, 0.5);
    }
    assertEquals(Optional.of(expected(skipped, block, late)), fold.result());
  }

  private static Fold restored(Fold fold, int block) {
    Fold other = new Fold(LAYOUT, Rule.Mean.INSTANCE, block, NO_CLIP, false);
    other.restore(fold.state());
    return other;
  }

  @Test
  void nothingHasNoMean() {
    Fold fold = fold(Rule.Mean.INSTANCE, NO_CLIP);
    assertEquals(Optional.empty(), fold.result());
    fold.add(0, 0, of(1, 2, 3), 0, 1);
    assertEquals(Optional.empty(), fold.result());
    fold.clear();
    fold.add(0, 0, of(1, 2, 3), 4, 1);
    assertEquals(Optional.of(of(1, 2, 3)), fold.result());
  }

  @Test
  void stalenessScalesAnUpdateAndNotItsWeight() {
    Fold fold = fold(Rule.Mean.INSTANCE, NO_CLIP);
    fold.add(0, 0, of(4, 0, 8), 1, 0.5);
    fold.add(1, 1, of(2, 2, 2), 3, 1);
    assertEquals(Optional.of(of(2, 1.5, 2.5)), fold.result());
  }

  @Test
  void longUpdatesAreClippedToTheNorm() {
    Fold fold = of(Rule.Mean.INSTANCE, 5, of(30, 40, 0));
    assertEquals(Optional.of(of(3, 4, 0)), fold.result());
    assertEquals(Optional.of(of(0, 3, 4)), of(Rule.Mean.INSTANCE, 5, of(0, 3, 4)).result());
  }

  @Test
  void theMedianOfEveryNumber() {
    Rule median = Rule.Median.INSTANCE;
    assertEquals(
        Optional.of(of(2, 20, -1)),
        of(median, NO_CLIP, of(1, 20, -1), of(2, 9e9, -1), of(3, 2, 7)).result());
    assertEquals(
        Optional.of(of(2.5, 0, 0)),
        of(median, NO_CLIP, of(1, 0, 0), of(2, 0, 0), of(3, 0, 0), of(1e9, 0, 0)).result());
    assertEquals(Optional.of(of(1, 2, 3)), of(median, NO_CLIP, of(1, 2, 3)).result());
    assertEquals(Optional.of(of(2, 3, 4)), of(median, NO_CLIP, of(1, 2, 3), of(3, 4, 5)).result());
  }

  @Test
  void theTrimmedMeanLeavesOutBothEnds() {
    Rule trimmed = new Rule.TrimmedMean(0.25);
    assertEquals(
        Optional.of(of(2.5, 0, 0)),
        of(trimmed, NO_CLIP, of(-1e9, 0, 0), of(2, 0, 0), of(3, 0, 0), of(1e9, 0, 0)).result());
    assertEquals(
        Optional.of(of(2, 0, 0)),
        of(trimmed, NO_CLIP, of(1, 0, 0), of(2, 0, 0), of(3, 0, 0)).result());
  }

  @Test
  void krumChoosesTheOneInTheMiddleOfTheCrowd() {
    Weights[] updates = {of(9, 9, 9), of(1, 0, 0), of(1, 1, 0), of(1, 0.5, 0), of(-50, 0, 0)};
    assertEquals(Optional.of(of(1, 0.5, 0)), of(new Rule.Krum(0.2, 1), NO_CLIP, updates).result());
    assertEquals(Optional.of(of(1, 0.5, 0)), of(new Rule.Krum(0.2, 3), NO_CLIP, updates).result());
    Optional<Weights> two = of(new Rule.Krum(0.9, 9), NO_CLIP, of(1, 0, 0), of(3, 2, 0)).result();
    assertEquals(Optional.of(of(2, 1, 0)), two);
    assertEquals(Optional.of(of(7, 7, 7)), of(new Rule.Krum(0, 1), NO_CLIP, of(7, 7, 7)).result());
  }

  /** Whatever a minority sends, a robust rule stays where the honest ones are. */
  @Test
  void aMinorityCannotMoveARobustRule() {
    Tries.check(
        200,
        random -> {
          int honest = Tries.between(random, 4, 12);
          int hostile = random.nextInt((honest - 1) / 3 + 1);
          double share = hostile / (double) (honest + hostile) + 1e-9;
          for (Rule rule :
              List.of(Rule.Median.INSTANCE, new Rule.TrimmedMean(share), new Rule.Krum(share, 1))) {
            Fold fold = fold(rule, NO_CLIP);
            for (int i = 0; i < honest + hostile; i++) {
              float[] values = new float[3];
              random.fillGaussian(values);
              Weights update = Weights.adopt(LAYOUT, values);
              boolean attack = i >= honest;
              fold.add(i, i, attack ? of(1e6, -1e7, 1e8) : update, attack ? 1e9 : 1, 1);
            }
            assertTrue(fold.result().orElseThrow().norm() < 8, () -> rule + " moved");
          }
        });
  }

  @Test
  void aRobustFoldGoesOnFromItsState() {
    Fold fold = of(Rule.Median.INSTANCE, NO_CLIP, noise(1), noise(2), noise(3));
    Fold other = fold(Rule.Median.INSTANCE, NO_CLIP);
    other.restore(fold.state());
    assertEquals(fold.result(), other.result());
    assertEquals(fold.updates(), other.updates());
    assertEquals(3, other.count());
  }
}
