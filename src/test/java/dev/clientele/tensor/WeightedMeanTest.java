package dev.clientele.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightedMeanTest {
  private static final Layout LAYOUT = Layout.of(Map.of("a", List.of(2)));

  private static Weights of(float... values) {
    return Weights.copyOf(LAYOUT, values);
  }

  @Test
  void weighs() {
    WeightedMean mean = new WeightedMean(LAYOUT);
    mean.add(of(1, 10), 1);
    mean.add(of(4, -2), 3);
    assertEquals(4, mean.weight());
    assertArrayEquals(new float[] {3.25f, 1}, mean.mean().toArray());
    mean.add(of(0, 0), 4);
    assertArrayEquals(new float[] {1.625f, 0.5f}, mean.mean().toArray());
  }

  @Test
  void oneIsItself() {
    WeightedMean mean = new WeightedMean(LAYOUT);
    mean.add(of(0.1f, 1e-30f), 64);
    assertEquals(of(0.1f, 1e-30f), mean.mean());
  }

  @Test
  void blocksAreSummed() {
    WeightedMean all = new WeightedMean(LAYOUT);
    WeightedMean block = new WeightedMean(LAYOUT);
    block.add(of(1, 2), 2);
    all.add(block);
    block = new WeightedMean(LAYOUT);
    block.add(of(5, 8), 2);
    all.add(block);
    assertEquals(4, all.weight());
    assertEquals(of(3, 5), all.mean());
  }

  /** In single precision the small one would vanish. */
  @Test
  void sumsInDoublePrecision() {
    WeightedMean mean = new WeightedMean(LAYOUT);
    mean.add(of(1e8f, 0), 1);
    mean.add(of(1, 0), 1);
    mean.add(of(-1e8f, 0), 1);
    assertEquals(1f / 3, mean.mean().at(0));
  }

  @Test
  void whatCannotBeIsRefused() {
    WeightedMean mean = new WeightedMean(LAYOUT);
    assertThrows(IllegalStateException.class, mean::mean);
    mean.add(of(1, 1), 0);
    assertThrows(IllegalStateException.class, mean::mean);
    Weights other = Weights.zeros(Layout.of(Map.of("b", List.of(2))));
    assertThrows(IllegalArgumentException.class, () -> mean.add(other, 1));
    WeightedMean others = new WeightedMean(other.layout());
    assertThrows(IllegalArgumentException.class, () -> mean.add(others));
  }
}
