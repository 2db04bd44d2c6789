package dev.clientele.cli;

import dev.clientele.report.RunDirectory;
import dev.clientele.theory.Findings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** Writes findings into a run's directory. */
final class FindingsFiles {
  private FindingsFiles() {}

  /** Tables as files for spreadsheets, figures as pictures. */
  static void write(RunDirectory run, Findings findings) {
    try {
      Files.createDirectories(run.tables());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    findings.tables().forEach(table -> table.write(run.tables()));
    findings.figures().forEach(figure -> figure.write(run.samples()));
  }
}
