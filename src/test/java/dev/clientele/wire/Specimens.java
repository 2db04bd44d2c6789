package dev.clientele.wire;

import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Precision;
import dev.clientele.tensor.Weights;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;

/** Messages of every shape that may cross. */
final class Specimens {
  sealed interface Message extends WireMessage {}

  enum Empty implements Message {
    INSTANCE
  }

  enum Colour {
    RED,
    GREEN
  }

  record Numbers(int a, long b, float c, double d, boolean e, byte f, short g, char h)
      implements Message {}

  record Inner(String name, Colour colour) {}

  record Nested(Inner inner, List<Inner> list, Optional<Inner> perhaps, SortedMap<String, Long> map)
      implements Message {}

  record Tensors(Weights weights, Layout layout, Slice slice) implements Message {}

  /** Arrays have no equality, so they are compared one by one. */
  @SuppressWarnings("ArrayRecordComponent")
  record Arrays(int[] a, long[] b, float[] c, double[] d, byte[] e) implements Message {}

  record Letter(String text, ActorRef<Message> replyTo) implements Message {}

  record Shell(Optional<Shell> inner) implements Message {}

  /** Not registered. */
  record Stranger(int a) implements WireMessage {}

  static final WireTypes TYPES =
      WireTypes.builder()
          .add(100, Empty.class)
          .add(101, Colour.class)
          .add(102, Numbers.class)
          .add(103, Inner.class)
          .add(104, Nested.class)
          .add(105, Tensors.class)
          .add(106, Arrays.class)
          .add(107, Letter.class)
          .add(108, Shell.class)
          .build();

  private Specimens() {}

  /** One of each kind that has a value's equality. */
  static List<Message> all(ActorRef<Message> actor) {
    Weights weights = weights(30);
    return List.of(
        Empty.INSTANCE,
        new Numbers(-1, Long.MIN_VALUE, Float.NaN, Math.PI, true, (byte) -7, (short) 300, 'ß'),
        nested(),
        new Tensors(weights, weights.layout(), Slice.of(weights, 7, 11, Precision.FP32)),
        new Letter("Grüße, \u0000 \uD83D\uDE00", actor),
        new Shell(Optional.of(new Shell(Optional.empty()))));
  }

  static Nested nested() {
    return new Nested(
        new Inner("", null),
        List.of(new Inner("a", Colour.RED), new Inner(null, Colour.GREEN)),
        Optional.of(new Inner("b", Colour.GREEN)),
        new TreeMap<>(Map.of("z", 1L, "y", -2L)));
  }

  /** A matrix, a vector of {@code length} numbers and a scalar: 7 numbers more. */
  static Weights weights(int length) {
    Layout layout =
        new Layout.Builder()
            .add("a", List.of(2, 3))
            .add("b", List.of(length))
            .add("c", List.of())
            .build();
    float[] values = new float[layout.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = 1f / (i + 1);
    }
    return Weights.adopt(layout, values);
  }
}
