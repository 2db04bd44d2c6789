package dev.clientele.wire.transfer;

import dev.clientele.tensor.Weights;
import dev.clientele.wire.Slice;
import java.util.BitSet;
import java.util.Optional;

/** Weights of which not all chunks are there yet. Mutable; belongs to one actor. */
final class Assembly {
  private final Content content;
  private final float[] values;
  private final BitSet there = new BitSet();
  private long numbers;
  private Weights finished;

  /**
   * @param base the weights that the content's label of that name stands for
   */
  Assembly(Content content, Optional<Weights> base) {
    this.content = content;
    this.values = base.map(Weights::toArray).orElseGet(() -> new float[content.layout().size()]);
  }

  /**
   * Takes a chunk in; one that is there already changes nothing.
   *
   * @throws IllegalArgumentException for a chunk that the content does not have
   */
  void put(int number, int offset, Slice slice) {
    if (number < 0 || number >= content.chunks() || slice.precision() != content.precision()) {
      throw new IllegalArgumentException(
          "expected one of " + content.chunks() + " chunks but was number " + number);
    }
    if (offset < 0 || (long) offset + slice.length() > values.length) {
      throw new IllegalArgumentException(
          "expected a chunk within " + values.length + " numbers but was from " + offset);
    }
    if (there.get(number)) {
      return;
    }
    if (numbers + slice.length() > content.numbers()) {
      throw new IllegalArgumentException("expected " + content.numbers() + " numbers but was more");
    }
    switch (content.rule()) {
      case REPLACE -> slice.copyTo(values, offset);
      case ADD -> slice.addTo(values, offset);
    }
    there.set(number);
    numbers += slice.length();
  }

  boolean complete() {
    return there.cardinality() == content.chunks();
  }

  /** The weights, once complete; nothing can be put any more. */
  Weights finish() {
    if (!complete() || numbers != content.numbers()) {
      throw new IllegalArgumentException(
          "expected " + content.numbers() + " numbers but was " + numbers);
    }
    if (finished == null) {
      finished = Weights.adopt(content.layout(), values);
    }
    return finished;
  }
}
