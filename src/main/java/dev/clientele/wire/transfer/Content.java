package dev.clientele.wire.transfer;

import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Precision;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * What a transfer will bring.
 *
 * @param label what the sender calls the weights; a later delta names it
 * @param layout the weights' layout
 * @param base the label of the weights that the chunks change; empty where they are everything
 * @param rule what a chunk's numbers do to the base's; without a base they replace zeros
 * @param precision what is sent of each number
 * @param numbers how many numbers the chunks have together
 * @param chunks how many chunks there are
 */
record Content(
    long label,
    Layout layout,
    OptionalLong base,
    Rule rule,
    Precision precision,
    int numbers,
    int chunks) {
  /** What a chunk's numbers do. */
  enum Rule {
    REPLACE,
    ADD
  }

  Content {
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(precision, "precision");
    boolean all = numbers == layout.size();
    if (numbers < 0 || numbers > layout.size() || (base.isEmpty() && !all)) {
      throw new IllegalArgumentException(
          "expected all of "
              + layout.size()
              + " numbers, or fewer over a base, but was "
              + numbers);
    }
    if (chunks < 0 || chunks > numbers) {
      throw new IllegalArgumentException("expected 0 to " + numbers + " chunks but was " + chunks);
    }
  }
}
