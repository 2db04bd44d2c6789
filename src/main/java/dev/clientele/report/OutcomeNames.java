package dev.clientele.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The outcomes of visits in one order, so that each has one colour in every picture. */
final class OutcomeNames {
  private static final List<String> KNOWN =
      List.of(
          "completed",
          "crashed",
          "lost",
          "dropped-out",
          "rejected",
          "outage",
          "unfinished",
          "late",
          "timed-out",
          "stale",
          "discarded",
          "failed");

  private OutcomeNames() {}

  /** All names that there are, and those among the given ones that are new. */
  static List<String> all(Collection<String> met) {
    List<String> names = new ArrayList<>(KNOWN);
    met.stream().filter(name -> !names.contains(name)).forEach(names::add);
    return names;
  }
}
