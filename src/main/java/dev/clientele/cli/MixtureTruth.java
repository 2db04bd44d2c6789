package dev.clientele.cli;

import dev.clientele.diffusion.Workspace;
import dev.clientele.report.RunDirectory;
import dev.clientele.simulation.Outcome;
import dev.clientele.tensor.Weights;
import dev.clientele.theory.Findings;
import dev.clientele.theory.MixtureFindings;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.SortedMap;

/** A finished federation of mixtures, compared with the truth. */
final class MixtureTruth {
  private MixtureTruth() {}

  /** Writes tables and pictures, and returns what the summary says. */
  static SequencedMap<String, Object> write(
      RunDirectory run, Assembly assembly, MixtureFindings truth, Outcome.Finished finished) {
    int registered = assembly.federation().registered();
    SortedMap<Integer, Weights> unseen = finished.personal().from(registered);
    if (unseen.size() < 2) {
      return new LinkedHashMap<>(); // nothing to take a mean of
    }
    Weights shared = finished.position().state().average();
    try (Workspace workspace = assembly.workspace()) {
      Findings findings = truth.of(shared, unseen, workspace);
      FindingsFiles.write(run, findings);
      return findings.summary();
    }
  }
}
