package dev.clientele.report;

import java.util.Locale;

/** The words of a progress line. */
final class ProgressText {
  private ProgressText() {}

  /** Loss and images a second, where there are any. */
  static String details(double loss, long images, long nanos) {
    String text = Double.isNaN(loss) ? "" : String.format(Locale.ROOT, "loss %.4f", loss);
    if (images <= 0 || nanos <= 0) {
      return text;
    }
    String speed = String.format(Locale.ROOT, "%.0f images/s", images * 1e9 / nanos);
    return text.isEmpty() ? speed : text + ", " + speed;
  }

  /** Such as 1:02:03 or 2:03. */
  static String duration(long nanos) {
    long seconds = Math.round(nanos / 1e9);
    return seconds >= 3600
        ? String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
        : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }
}
