package dev.clientele.simulation;

import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Weights;
import java.util.ArrayList;
import java.util.List;

/** Many weights of one layout as one: every tensor {@code [many, shape...]}. */
final class Stacks {
  private Stacks() {}

  /** One stack of all, at least one, in their order. */
  static Weights stack(List<Weights> parts) {
    Layout one = parts.getFirst().layout();
    Layout.Builder builder = new Layout.Builder();
    for (Layout.Entry e : one.entries()) {
      List<Integer> shape = new ArrayList<>(e.shape());
      shape.addFirst(parts.size());
      builder.add(e.name(), shape);
    }
    Layout all = builder.build();
    float[] values = new float[all.size()];
    int at = 0;
    for (Layout.Entry e : one.entries()) {
      for (Weights part : parts) {
        part.copyTo(e.offset(), values, at, e.size());
        at += e.size();
      }
    }
    return Weights.adopt(all, values);
  }

  /** The {@code count} weights of a stack. */
  static List<Weights> unstack(Weights all, int count) {
    Layout.Builder builder = new Layout.Builder();
    for (Layout.Entry e : all.layout().entries()) {
      builder.add(e.name(), e.shape().subList(1, e.shape().size()));
    }
    Layout one = builder.build();
    List<Weights> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] values = new float[one.size()];
      for (Layout.Entry e : one.entries()) {
        int from = all.layout().entry(e.name()).offset() + i * e.size();
        all.copyTo(from, values, e.offset(), e.size());
      }
      parts.add(Weights.adopt(one, values));
    }
    return parts;
  }
}
