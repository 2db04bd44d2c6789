package dev.clientele.bench;

import java.util.Locale;
import java.util.Map;

/** Measurements as lines of text. */
public final class BenchTable {
  private static final String LINE = "%-18s %7s  %-30s %10s %7s %7s%s";

  private final Map<String, Double> before;

  /**
   * A table.
   *
   * @param before an earlier run's medians, by the scenario's name; empty for no comparison
   */
  public BenchTable(Map<String, Double> before) {
    this.before = Map.copyOf(before);
  }

  /** The columns' names. */
  public String head() {
    return LINE.formatted(
        "scenario",
        "workers",
        "a second (lowest to highest)",
        "ms each",
        "of peak",
        "other",
        before.isEmpty() ? "" : "   change");
  }

  /** One measurement. */
  public String line(Measurement m) {
    Spread rates = m.rates();
    return String.format(
        Locale.ROOT,
        LINE,
        m.name(),
        m.piece().workers(),
        number(rates.median())
            + " "
            + m.piece().unit()
            + " ("
            + number(rates.lowest())
            + " to "
            + number(rates.highest())
            + ")",
        number(1000 / rates.median()),
        share(m.shareOfPeak()),
        share(m.otherShare()),
        change(m));
  }

  private String change(Measurement m) {
    Double earlier = before.get(m.name());
    if (before.isEmpty()) {
      return "";
    }
    return earlier == null
        ? "      new"
        : String.format(Locale.ROOT, " %+7.1f%%", 100 * (m.rates().median() / earlier - 1));
  }

  private static String share(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }

  /** Three digits, or all before the point. */
  private static String number(double x) {
    int decimals = Math.clamp(2 - (int) Math.floor(Math.log10(Math.max(x, 1e-9))), 0, 6);
    return String.format(Locale.ROOT, "%." + decimals + "f", x);
  }
}
