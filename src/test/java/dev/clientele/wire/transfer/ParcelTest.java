package dev.clientele.wire.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.Tries;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Precision;
import dev.clientele.tensor.RandomStream;
import dev.clientele.tensor.Weights;
import dev.clientele.wire.Slice;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParcelTest {
  private static final Options SMALL = options(7);

  static Options options(int chunk) {
    return new Options(chunk, 4, Duration.ofMillis(200), Duration.ofSeconds(5), 1 << 24, 4);
  }

  private static Weights random(Layout layout, RandomStream random) {
    float[] values = new float[layout.size()];
    random.fillGaussian(values);
    return Weights.adopt(layout, values);
  }

  private static Layout layout(RandomStream random) {
    Layout.Builder builder = new Layout.Builder();
    int tensors = Tries.between(random, 0, 9);
    for (int i = 0; i < tensors; i++) {
      builder.add("t" + i, List.of(Tries.between(random, 0, 40)));
    }
    return builder.build();
  }

  /** Some tensors of {@code weights} replaced. */
  private static Weights change(Weights weights, RandomStream random) {
    float[] values = weights.toArray();
    for (Layout.Entry e : weights.layout().entries()) {
      if (random.nextBoolean() && e.size() > 0) {
        values[e.offset() + random.nextInt(e.size())] += 1;
      }
    }
    return Weights.adopt(weights.layout(), values);
  }

  /** Puts all chunks together in random order, some of them twice. */
  private static Weights assemble(Parcel parcel, Optional<Weights> base, RandomStream random) {
    Assembly assembly = new Assembly(parcel.content(), base);
    int[] order = IntStream.range(0, parcel.content().chunks()).toArray();
    random.shuffle(order);
    for (int number : order) {
      for (int times = 1 + random.nextInt(2); times > 0; times--) {
        Incoming.Chunk chunk = parcel.chunk(number);
        assertTrue(chunk.numbers().length() <= SMALL.chunk());
        assembly.put(chunk.number(), chunk.offset(), chunk.numbers());
      }
    }
    return assembly.finish();
  }

  @Test
  void allNumbersArriveWhateverTheOrder() {
    Tries.check(
        200,
        random -> {
          Weights weights = random(layout(random), random);
          Parcel parcel = Parcel.full(3, weights, Precision.FP32, SMALL);
          assertEquals(weights, assemble(parcel, Optional.empty(), random));
          assertEquals(4L * weights.size(), parcel.bytes());
        });
  }

  @Test
  void roundedWeightsArriveUnchangedInHalfTheBytes() {
    Tries.check(
        100,
        random -> {
          Weights weights = Precision.FP16.round(random(layout(random), random));
          Parcel parcel = Parcel.full(3, weights, Precision.FP16, SMALL);
          assertEquals(weights, assemble(parcel, Optional.empty(), random));
          assertEquals(2L * weights.size(), parcel.bytes());
        });
  }

  @Test
  void changesAreExactAndOnlyWhatChanged() {
    Tries.check(
        200,
        random -> {
          Weights base = random(layout(random), random);
          Weights next = change(base, random);
          Parcel parcel = Parcel.changes(4, next, 3, base, Precision.FP32, SMALL);
          assertEquals(next, assemble(parcel, Optional.of(base), random));
          long changed =
              base.layout().entries().stream()
                  .filter(e -> !next.sameAs(base, e))
                  .mapToLong(Layout.Entry::size)
                  .sum();
          assertEquals(4 * changed, parcel.bytes());
        });
  }

  @Test
  void differencesAreAddedAsWeightsAddThem() {
    Tries.check(
        200,
        random -> {
          Weights base = random(layout(random), random);
          Weights wanted = random(base.layout(), random);
          Weights differences = Precision.FP16.round(wanted.plus(-1, base));
          Parcel parcel = Parcel.differences(4, differences, 3, Precision.FP16, SMALL);
          assertEquals(base.plus(1, differences), assemble(parcel, Optional.of(base), random));
        });
  }

  @Test
  void aZeroThatChangesItsSignIsAChange() {
    Layout layout = new Layout.Builder().add("a", List.of(1)).build();
    Weights plus = Weights.copyOf(layout, new float[] {0f});
    Weights minus = Weights.copyOf(layout, new float[] {-0f});
    assertEquals(4, Parcel.changes(2, minus, 1, plus, Precision.FP32, SMALL).bytes());
  }

  @Test
  void chunksThatTheContentDoesNotHaveAreRefused() {
    Weights weights = random(new Layout.Builder().add("a", List.of(20)).build(), stream());
    Parcel parcel = Parcel.full(3, weights, Precision.FP32, SMALL);
    Slice slice = Slice.of(weights, 0, 7, Precision.FP32);
    Slice half = Slice.of(weights, 0, 7, Precision.FP16);
    Assembly assembly = new Assembly(parcel.content(), Optional.empty());
    assembly.put(0, 0, slice);
    assertRefused(() -> assembly.put(-1, 0, slice));
    assertRefused(() -> assembly.put(3, 0, slice));
    assertRefused(() -> assembly.put(1, 14, slice));
    assertRefused(() -> assembly.put(1, Integer.MAX_VALUE, slice));
    assertRefused(() -> assembly.put(1, -1, slice));
    assertRefused(() -> assembly.put(1, 7, half));
    assertRefused(assembly::finish);
    assembly.put(1, 7, slice);
    assertRefused(() -> assembly.put(2, 13, slice)); // 21 numbers of 20
  }

  @Test
  void contentsThatCannotBeAreRefused() {
    Layout layout = new Layout.Builder().add("a", List.of(20)).build();
    OptionalLong none = OptionalLong.empty();
    assertRefused(() -> content(layout, none, 19, 1));
    assertRefused(() -> content(layout, OptionalLong.of(1), 21, 1));
    assertRefused(() -> content(layout, none, 20, 21));
    assertRefused(() -> content(layout, none, 20, -1));
  }

  private static Content content(Layout layout, OptionalLong base, int numbers, int chunks) {
    return new Content(1, layout, base, Content.Rule.REPLACE, Precision.FP32, numbers, chunks);
  }

  private static RandomStream stream() {
    return dev.clientele.tensor.RandomKey.of(1).stream();
  }

  private static void assertRefused(org.junit.jupiter.api.function.Executable action) {
    assertThrows(IllegalArgumentException.class, action);
  }
}
