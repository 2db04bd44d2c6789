package dev.clientele.tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Names, shapes and places of the tensors in one flat array, in a fixed order. Shapes are PyTorch's
 * (a convolution is {@code [out, in, height, width]}, a linear layer {@code [out, in]}), row-major.
 * Immutable; equal when names, order and shapes are.
 */
public final class Layout {
  /** One tensor's place: {@code size} numbers from {@code offset}. */
  public record Entry(String name, List<Integer> shape, int offset, int size) {}

  private final List<Entry> entries;
  private final Map<String, Entry> byName;
  private final int size;

  private Layout(List<Entry> entries, int size) {
    this.entries = List.copyOf(entries);
    this.byName = new LinkedHashMap<>();
    for (Entry e : entries) {
      if (byName.put(e.name(), e) != null) {
        throw new IllegalArgumentException("the tensor " + e.name() + " is there twice");
      }
    }
    this.size = size;
  }

  /** A layout of the given shapes, in the map's order. */
  public static Layout of(Map<String, List<Integer>> shapes) {
    Builder builder = new Builder();
    shapes.forEach(builder::add);
    return builder.build();
  }

  public List<Entry> entries() {
    return entries;
  }

  /** How many numbers all tensors have together. */
  public int size() {
    return size;
  }

  public boolean has(String name) {
    return byName.containsKey(name);
  }

  /** The entry of that name; an error lists the names that there are. */
  public Entry entry(String name) {
    Entry e = byName.get(name);
    if (e == null) {
      throw new IllegalArgumentException(
          "expected a tensor named " + name + " among " + byName.keySet());
    }
    return e;
  }

  /** The layout of the tensors whose names pass, in the same order. */
  public Layout filter(Predicate<String> names) {
    Builder builder = new Builder();
    for (Entry e : entries) {
      if (names.test(e.name())) {
        builder.add(e.name(), e.shape());
      }
    }
    return builder.build();
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof Layout that && entries.equals(that.entries));
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return "Layout" + entries;
  }

  /** Collects tensors one after the other. */
  public static final class Builder {
    private final List<Entry> entries = new ArrayList<>();
    private long size;

    /** Appends a tensor. */
    public Builder add(String name, List<Integer> shape) {
      long n = 1;
      for (int d : shape) {
        if (d < 0) {
          throw new IllegalArgumentException("tensor " + name + " has a negative size: " + shape);
        }
        n = Math.multiplyExact(n, d);
      }
      entries.add(new Entry(name, List.copyOf(shape), Math.toIntExact(size), Math.toIntExact(n)));
      size += n;
      return this;
    }

    public Layout build() {
      return new Layout(entries, Math.toIntExact(size));
    }
  }
}
