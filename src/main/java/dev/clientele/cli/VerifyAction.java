package dev.clientele.cli;

import dev.clientele.diffusion.Verification;
import dev.clientele.kernel.cpu.CpuKernels;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Compares our network with a diffusers folder's vectors. */
final class VerifyAction {
  private VerifyAction() {}

  /**
   * Prints the worst relative error of each kind, and tells whether all are within the tolerance.
   */
  static boolean verify(Path folder, double tolerance, PrintWriter out) {
    Map<String, Double> errors;
    try {
      errors = Verification.run(folder, CpuKernels::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, Map.Entry<String, Double>> worst = new LinkedHashMap<>();
    for (Map.Entry<String, Double> error : errors.entrySet()) {
      worst.merge(kind(error.getKey()), error, (a, b) -> worse(a, b) ? a : b);
    }
    boolean passed = true;
    for (Map.Entry<String, Map.Entry<String, Double>> kind : worst.entrySet()) {
      double error = kind.getValue().getValue();
      boolean within = error <= tolerance;
      passed &= within;
      out.printf(
          Locale.ROOT,
          "%-12s %.2e  %s  (%s)%n",
          kind.getKey(),
          error,
          within ? "ok" : "BEYOND " + tolerance,
          kind.getValue().getKey());
    }
    out.printf(
        Locale.ROOT,
        "%d vectors compared, worst relative error %s %.1e%n",
        errors.size(),
        passed ? "within" : "beyond",
        tolerance);
    out.flush();
    return passed;
  }

  /** NaN is worse than everything. */
  private static boolean worse(Map.Entry<String, Double> a, Map.Entry<String, Double> b) {
    return Double.compare(a.getValue(), b.getValue()) >= 0;
  }

  private static String kind(String vector) {
    if (vector.equals("grad.sample")) {
      return "grad.sample";
    }
    int dot = vector.indexOf('.');
    return switch (dot < 0 ? vector : vector.substring(0, dot)) {
      case "grad" -> "gradients";
      case "ddim" -> "DDIM steps";
      default -> vector;
    };
  }
}
