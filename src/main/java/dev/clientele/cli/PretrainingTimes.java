package dev.clientele.cli;

import dev.clientele.report.JsonLog;
import dev.clientele.simulation.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The part of a run's times that another run, which takes its pre-training over, has, too. */
final class PretrainingTimes {
  private PretrainingTimes() {}

  /** Copies the lines before the adaptation's. */
  static void copy(Path from, Path to) throws IOException {
    List<String> lines =
        Files.readAllLines(from).stream().takeWhile(PretrainingTimes::isBefore).toList();
    Files.write(to, lines);
  }

  private static boolean isBefore(String line) {
    return JsonLog.object(line)
        .map(o -> !o.path("phase").asText().equals(Phase.ADAPTATION.label()))
        .orElse(true);
  }
}
