package dev.clientele.wire;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The classes that may cross from one JVM to another, and the number that stands for each in the
 * bytes. Nothing else is ever read or instantiated. A number means one class for ever: that of a
 * class which is no longer sent is {@link Builder#retire retired}. Immutable.
 */
public final class WireTypes {
  /** Numbers below this one belong to the serializer: text, lists, weights, actors. */
  public static final int FIRST = 64;

  private final SortedMap<Integer, Class<?>> types;

  private WireTypes(SortedMap<Integer, Class<?>> types) {
    this.types = Collections.unmodifiableSortedMap(new TreeMap<>(types));
  }

  /** No types yet. */
  public static Builder builder() {
    return new Builder();
  }

  /** Every class by its number. */
  public SortedMap<Integer, Class<?>> byNumber() {
    return types;
  }

  /** Every class. */
  public Collection<Class<?>> classes() {
    return types.values();
  }

  /** Collects classes; an error for a number or a class that is there already. */
  public static final class Builder {
    private final SortedMap<Integer, Class<?>> types = new TreeMap<>();
    private final Map<Class<?>, Integer> numbers = new HashMap<>();
    private final Set<Integer> retired = new HashSet<>();

    private Builder() {}

    /**
     * @param type a record, or an enum whose constants have no bodies of their own
     */
    public Builder add(int number, Class<?> type) {
      if (!type.isRecord() && !type.isEnum()) {
        throw new IllegalArgumentException("expected a record or an enum but was " + type);
      }
      requireFree(number);
      if (numbers.putIfAbsent(type, number) != null) {
        throw new IllegalArgumentException(
            "expected one number for " + type + " but was " + numbers.get(type) + " and " + number);
      }
      types.put(number, type);
      return this;
    }

    /** The number of a class that older versions sent. */
    public Builder retire(int number) {
      requireFree(number);
      retired.add(number);
      return this;
    }

    /** All of another table's classes. */
    public Builder addAll(WireTypes other) {
      other.types.forEach(this::add);
      return this;
    }

    public WireTypes build() {
      return new WireTypes(types);
    }

    private void requireFree(int number) {
      if (number < FIRST) {
        throw new IllegalArgumentException(
            "expected a number of " + FIRST + " or more but was " + number);
      }
      if (types.containsKey(number) || retired.contains(number)) {
        throw new IllegalArgumentException(
            "expected a number that is free but was " + number + ", which is taken");
      }
    }
  }
}
