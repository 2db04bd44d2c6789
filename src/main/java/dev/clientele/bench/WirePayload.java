package dev.clientele.bench;

import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import dev.clientele.wire.WireMessage;
import dev.clientele.wire.WireTypes;
import java.util.List;

/** Weights in a message, as the benchmarks of the serializer send them. */
public record WirePayload(Weights weights) implements WireMessage {
  /** The benchmarks' messages. */
  public static WireTypes types() {
    return WireTypes.builder().add(10_000, WirePayload.class).build();
  }

  /** Random weights in a hundred tensors of about equal size. */
  public static Weights random(int parameters) {
    Layout.Builder builder = new Layout.Builder();
    int tensors = Math.min(100, parameters);
    for (int i = 0; i < tensors; i++) {
      long from = (long) parameters * i / tensors;
      long to = (long) parameters * (i + 1) / tensors;
      builder.add("tensor" + i, List.of((int) (to - from)));
    }
    float[] values = new float[parameters];
    var random = RandomKey.of(1).child("bench").child("wire").stream();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextDouble() - 0.5);
    }
    return Weights.adopt(builder.build(), values);
  }
}
