package dev.clientele.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.Tries;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import dev.clientele.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AggregationTest {
  private static final Layout LAYOUT = new Layout.Builder().add("w", List.of(3)).build();

  private static int weight(int place) {
    return 1 << place % 4;
  }

  /**
   * Numbers so large that they swallow the small ones beside them, and cancel: in another order the
   * sum has other bits, also after rounding to floats.
   */
  private static Weights update(int place) {
    float[] values = new float[3];
    RandomKey.of(place).stream().fillGaussian(values);
    values[0] = place % 3 == 2 ? 1000 * values[0] : (place % 3 - 0.5f) * 0x1p60f / weight(place);
    return Weights.adopt(LAYOUT, values);
  }

  private static boolean fails(int place, int failures) {
    return (place * 31 + 7) % 10 < failures;
  }

  private static void arrive(Aggregation aggregation, int place, int failures) {
    if (fails(place, failures)) {
      aggregation.skip(place);
    } else {
      aggregation.put(place, update(place), weight(place));
    }
  }

  /** The definition, from the numbers: blocks in double precision, then the blocks in order. */
  private static Optional<Weights> expected(int places, int block, int failures) {
    double[] total = new double[3];
    double weight = 0;
    for (int from = 0; from < places; from += block) {
      double[] sum = new double[3];
      for (int place = from; place < Math.min(from + block, places); place++) {
        if (!fails(place, failures)) {
          update(place).addTo(sum, weight(place));
          weight += weight(place);
        }
      }
      for (int i = 0; i < 3; i++) {
        total[i] += sum[i];
      }
    }
    float[] mean = new float[3];
    for (int i = 0; i < 3; i++) {
      mean[i] = (float) (total[i] / weight);
    }
    return weight == 0 ? Optional.empty() : Optional.of(Weights.adopt(LAYOUT, mean));
  }

  @Test
  void theOrderOfArrivalDoesNotChangeOneBit() {
    Tries.check(300, AggregationTest::arriveThroughAWindow);
  }

  private static void arriveThroughAWindow(RandomStream random) {
    int places = Tries.between(random, 1, 40);
    int block = Tries.between(random, 1, 10);
    int window = Tries.between(random, 1, 12);
    int failures = Tries.between(random, 0, 10);
    Aggregation aggregation = new Aggregation(LAYOUT, places, block);
    Fanout<Integer> calls = new Fanout<>(new int[places], window);
    List<Integer> running = new ArrayList<>();
    while (!calls.done()) {
      while (calls.open()) {
        running.add(calls.take());
      }
      assertTrue(running.size() <= window, "running " + running);
      int place = running.remove(/* index */ random.nextInt(running.size()));
      arrive(aggregation, place, failures);
      calls.finish(place, place);
      assertTrue(aggregation.pending() < window, "pending " + aggregation.pending());
    }
    assertEquals(expected(places, block, failures), aggregation.mean());
  }

  @Test
  void evenWithoutAWindow() {
    Tries.check(100, AggregationTest::arriveInAnyOrder);
  }

  private static void arriveInAnyOrder(RandomStream random) {
    int places = Tries.between(random, 1, 30);
    int block = Tries.between(random, 1, 10);
    int[] order = random.sample(places, places);
    Aggregation aggregation = new Aggregation(LAYOUT, places, block);
    for (int place : order) {
      arrive(aggregation, place, 2);
    }
    assertEquals(expected(places, block, 2), aggregation.mean());
    assertEquals(0, aggregation.pending());
  }

  @Test
  void theBlockIsPartOfTheDefinition() {
    Optional<Weights> first = expected(20, 1, 0);
    boolean differs = false;
    for (int block = 2; block <= 20; block++) {
      differs |= !expected(20, block, 0).equals(first);
    }
    assertTrue(differs, "these numbers cannot tell one order of a sum from another");
  }

  @Test
  void aPlaceArrivesOnce() {
    Aggregation aggregation = new Aggregation(LAYOUT, 4, 2);
    aggregation.skip(2);
    assertThrows(IllegalStateException.class, () -> aggregation.skip(2));
    aggregation.skip(0);
    assertThrows(IllegalStateException.class, () -> aggregation.skip(0));
    assertThrows(IllegalStateException.class, () -> aggregation.skip(4));
    assertThrows(IllegalStateException.class, aggregation::mean);
    aggregation.skip(1);
    aggregation.skip(3);
    assertFalse(aggregation.mean().isPresent());
  }
}
