package dev.clientele.report;

import java.util.Locale;

/** Numbers as people read them. */
public final class Numbers {
  private Numbers() {}

  /** Four significant digits; a dash for what is not there. */
  public static String text(double value) {
    return Html.number(value);
  }

  /**
   * A mean and, where there is one, the standard deviation to the digit that the mean ends with.
   */
  public static String spread(double mean, double deviation) {
    return Double.isFinite(deviation)
        ? text(mean) + " \u00b1 " + like(mean, deviation)
        : text(mean);
  }

  private static String like(double mean, double deviation) {
    String shown = text(mean);
    int point = shown.indexOf('.');
    if (shown.contains("e") || point < 0) {
      return text(deviation);
    }
    String digits = "%." + (shown.length() - point - 1) + "f";
    return String.format(Locale.ROOT, digits, deviation);
  }

  /** Such as 1:02:03 or 2:03. */
  public static String duration(long nanos) {
    return ProgressText.duration(nanos);
  }

  /** As many digits as the number has, for another program to read; nothing for NaN. */
  public static String exact(double value) {
    if (!Double.isFinite(value)) {
      return "";
    }
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
