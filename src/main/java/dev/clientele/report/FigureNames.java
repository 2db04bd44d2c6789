package dev.clientele.report;

import java.util.Locale;

/** What people call figures. */
final class FigureNames {
  private FigureNames() {}

  /**
   * A heading. Distances between other features than Inception's name theirs, for they must not be
   * read as plain KID or FID.
   */
  static String title(String name) {
    if (name.startsWith("kid") || name.startsWith("fid")) {
      return name.substring(0, 3).toUpperCase(Locale.ROOT) + name.substring(3);
    }
    return switch (name) {
      case "loss" -> "held-out denoising loss";
      case "nll" -> "bound of the negative log-likelihood";
      default -> name;
    };
  }
}
