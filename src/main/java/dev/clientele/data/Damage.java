package dev.clientele.data;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What happens to data that cannot be used: an error at once, or left out and noted. */
final class Damage {
  private final boolean skips;
  private final List<String> skipped = new ArrayList<>();

  /**
   * @param skips whether to leave out
   */
  Damage(boolean skips) {
    this.skips = skips;
  }

  /** What {@code read} gives; null where it could not and that is to be left out. */
  <T> T attempt(Supplier<T> read) {
    try {
      return read.get();
    } catch (DataException e) {
      report(e);
      return null;
    }
  }

  /** Throws {@code problem}, or notes it. */
  void report(DataException problem) {
    if (!skips) {
      throw problem;
    }
    skipped.add(problem.getMessage());
  }

  /** The end of a message that nothing is left: the first of what was left out, if anything was. */
  String firstSkipped() {
    return skipped.isEmpty() ? "" : " (left out: " + skipped.getFirst() + ")";
  }

  /** What was left out, a sentence each. */
  List<String> skipped() {
    return List.copyOf(skipped);
  }
}
