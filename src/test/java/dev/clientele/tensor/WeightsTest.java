package dev.clientele.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightsTest {
  private static final Layout LAYOUT =
      new Layout.Builder().add("w", List.of(2, 2)).add("b", List.of(2)).build();

  private static Weights some() {
    return Weights.copyOf(LAYOUT, new float[] {1, 2, 3, 4, 5, 6});
  }

  private static Weights single(String name, float... values) {
    return Weights.copyOf(Layout.of(Map.of(name, List.of(values.length))), values);
  }

  @Test
  void nothingChangesThem() {
    float[] values = {1, 2, 3, 4, 5, 6};
    Weights weights = Weights.copyOf(LAYOUT, values);
    values[0] = 9;
    weights.toArray()[1] = 9;
    weights.tensor("w")[2] = 9;
    weights.plus(2, some());
    weights.mix(0.5, Weights.zeros(LAYOUT));
    assertEquals(some(), weights);
  }

  @Test
  void numbersAreWhereTheLayoutSays() {
    assertArrayEquals(new float[] {1, 2, 3, 4}, some().tensor("w"));
    assertArrayEquals(new float[] {5, 6}, some().tensor("b"));
    assertEquals(5, some().at(4));
    float[] to = new float[4];
    some().copyTo(3, to, 1, 2);
    assertArrayEquals(new float[] {0, 4, 5, 0}, to);
    assertThrows(IllegalArgumentException.class, () -> some().tensor("c"));
    assertThrows(IllegalArgumentException.class, () -> Weights.copyOf(LAYOUT, new float[5]));
  }

  @Test
  void equalMeansLayoutAndBits() {
    assertEquals(some(), some());
    assertEquals(some().hashCode(), some().hashCode());
    assertNotEquals(some(), some().plus(1e-6, some()));
    assertNotEquals(single("a", 1), single("b", 1));
    assertNotEquals(single("a", 0f), single("a", -0f));
    assertEquals(single("a", Float.NaN), single("a", Float.NaN));
  }

  @Test
  void projectionsReorder() {
    Layout reversed = new Layout.Builder().add("b", List.of(2)).add("w", List.of(2, 2)).build();
    Weights projected = some().project(reversed);
    assertArrayEquals(new float[] {5, 6, 1, 2, 3, 4}, projected.toArray());
    assertEquals(some(), projected.project(LAYOUT));
    Weights same = some();
    assertSame(same, same.project(LAYOUT));
    assertArrayEquals(new float[] {5, 6}, some().filter("b"::equals).toArray());
    Layout missing = new Layout.Builder().add("c", List.of(2)).build();
    assertThrows(IllegalArgumentException.class, () -> some().project(missing));
    Layout other = new Layout.Builder().add("w", List.of(4)).build();
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> some().project(other));
    assertEquals("tensor w: expected shape [4] but was [2, 2]", e.getMessage());
  }

  @Test
  void joinsOneAfterTheOther() {
    Weights joined = some().and(single("c", 7));
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6, 7}, joined.toArray());
    assertEquals(some(), joined.filter(name -> !name.equals("c")));
    assertThrows(IllegalArgumentException.class, () -> some().and(single("b", 1)));
    Weights nothing = Weights.zeros(Layout.of(Map.of()));
    assertEquals(some(), some().and(nothing));
    assertEquals(some(), nothing.and(some()));
  }

  @Test
  void sums() {
    assertArrayEquals(new float[] {0.5f, 1, 1.5f, 2, 2.5f, 3}, some().plus(-0.5, some()).toArray());
    assertArrayEquals(
        new float[] {0.75f, 1.5f, 2.25f, 3, 3.75f, 4.5f},
        some().mix(0.25, Weights.zeros(LAYOUT)).toArray());
    assertEquals(some(), some().mix(0, Weights.zeros(LAYOUT)));
    assertEquals(Math.sqrt(91), some().norm(), 1e-12);
    double[] sum = {1, 1, 1, 1, 1, 1};
    some().addTo(sum, 2);
    assertArrayEquals(new double[] {3, 5, 7, 9, 11, 13}, sum);
    assertThrows(IllegalArgumentException.class, () -> some().plus(1, single("w", 1)));
    assertThrows(IllegalArgumentException.class, () -> some().mix(1, single("w", 1)));
  }

  @Test
  void finite() {
    assertTrue(some().isFinite());
    assertTrue(Weights.zeros(Layout.of(Map.of())).isFinite());
    Weights broken = single("a", 1, Float.NaN);
    assertFalse(broken.isFinite());
    assertFalse(broken.isFinite(), "remembered");
    assertFalse(single("a", Float.NEGATIVE_INFINITY).isFinite());
    assertFalse(single("a", 0, Float.POSITIVE_INFINITY, 0).isFinite());
    assertFalse(single("a", Float.intBitsToFloat(0xff80_0001), 0).isFinite());
    assertTrue(single("a", Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE, -0f).isFinite());
    for (int at : List.of(0, 1, 16383, 16384, 20000, 49999)) {
      float[] many = new float[50000];
      many[at] = at % 2 == 0 ? Float.NaN : Float.POSITIVE_INFINITY;
      assertFalse(single("a", many).isFinite(), "at " + at);
    }
  }

  @Test
  void aChangeKnowsWhetherItIsFinite() {
    float[] before = new float[50000];
    for (int at : List.of(0, 1, 16384, 49999)) {
      float[] later = new float[50000];
      later[at] = Float.MAX_VALUE;
      Weights change = single("a", before).changeTo(later);
      assertTrue(change.isFinite());
      assertEquals(Float.MAX_VALUE, change.at(at));
      before[at] = -Float.MAX_VALUE;
      assertFalse(single("a", before).changeTo(later.clone()).isFinite(), "too large a change");
      later[at] = Float.NaN;
      assertFalse(single("a", before).changeTo(later).isFinite());
      before[at] = 0;
    }
  }

  @Test
  void aMultipleIsAdded() {
    double[] sum = {1, 1, 1, 1, 1, 1};
    some().addTo(sum, 2);
    assertArrayEquals(new double[] {3, 5, 7, 9, 11, 13}, sum);
  }

  /** Python's hashlib over the same bytes. */
  @Test
  void theHashIsFrozen() {
    Layout layout = new Layout.Builder().add("a", List.of(2, 1)).add("b", List.of()).build();
    Weights weights = Weights.copyOf(layout, new float[] {1, -2.5f, 3e-8f});
    assertEquals(
        "878bf33b4579f290f45ec62a8c619d70d5d3ef93e2a55d4a68a6d6608dae5721", weights.sha256());
  }

  /** More numbers than one chunk, and every part counts. */
  @Test
  void theHashSeesEverything() {
    float[] values = new float[40_000];
    Layout layout = Layout.of(Map.of("a", List.of(40_000)));
    String hash = Weights.copyOf(layout, values).sha256();
    assertEquals(hash, Weights.zeros(layout).sha256());
    for (int i : new int[] {0, 16_383, 16_384, 39_999}) {
      float[] changed = values.clone();
      changed[i] = -0f;
      assertNotEquals(hash, Weights.adopt(layout, changed).sha256());
    }
    Layout renamed = Layout.of(Map.of("b", List.of(40_000)));
    assertNotEquals(hash, Weights.copyOf(renamed, values).sha256());
    Layout reshaped = Layout.of(Map.of("a", List.of(200, 200)));
    assertNotEquals(hash, Weights.copyOf(reshaped, values).sha256());
  }
}
