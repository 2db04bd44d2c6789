package dev.clientele.report;

import java.util.ArrayList;
import java.util.List;

/**
 * One axis: from numbers to pixels, and where its ticks are.
 *
 * @param low the number at pixel {@code from}
 * @param high the number at pixel {@code to}; more than {@code low}
 * @param logarithmic then {@code low} is positive
 */
record Scale(double low, double high, double from, double to, boolean logarithmic) {
  private static final double ROUNDING = 1e-12;

  /**
   * A linear axis for low..high, widened to whole steps of about {@code ticks} in all. Numbers that
   * differ by rounding alone are one.
   */
  static Scale linear(double low, double high, double from, double to, int ticks) {
    if (!(high - low > ROUNDING * Math.max(Math.abs(low), Math.abs(high)))) {
      double margin = low == 0 ? 1 : Math.abs(low) * 0.1;
      return linear(low - margin, high + margin, from, to, ticks);
    }
    double step = step(low, high, ticks);
    return new Scale(
        Math.floor(low / step + 1e-9) * step,
        Math.ceil(high / step - 1e-9) * step,
        from,
        to,
        false);
  }

  /** A logarithmic axis for positive numbers with a little room on both sides. */
  static Scale logarithmic(double low, double high, double from, double to) {
    return new Scale(low / 1.1, high * 1.1, from, to, true);
  }

  double pixel(double value) {
    double share =
        logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    return from + share * (to - from);
  }

  List<Double> ticks(int about) {
    List<Double> ticks = new ArrayList<>();
    if (logarithmic) {
      int decades = (int) Math.ceil(Math.log10(high / low));
      double[] marks = decades > 3 ? new double[] {1} : new double[] {1, 2, 5};
      for (int p = (int) Math.floor(Math.log10(low)); p <= Math.log10(high); p++) {
        for (double mark : marks) {
          double tick = mark * Math.pow(10, p);
          if (tick >= low && tick <= high) {
            ticks.add(tick);
          }
        }
      }
      return ticks;
    }
    double step = step(low, high, about);
    for (long i = (long) Math.ceil(low / step - 1e-6); i * step <= high + step * 1e-6; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** A step of 1, 2 or 5 times a power of ten. */
  private static double step(double low, double high, int about) {
    double rough = (high - low) / about;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double lead = rough / power;
    double nice = lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10;
    return nice * power;
  }
}
