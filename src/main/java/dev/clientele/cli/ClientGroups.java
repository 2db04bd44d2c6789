package dev.clientele.cli;

import dev.clientele.data.Federation;
import dev.clientele.method.Score;
import dev.clientele.simulation.EvaluationReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The groups in which clients are reported: those that trained, those that adapted, and those that
 * adapted so that settings can be chosen by them and by nobody else.
 *
 * @param validationFrom the first client's number of the last group
 */
record ClientGroups(int validationFrom) {
  static final String SEEN = "seen";
  static final String UNSEEN = "unseen";
  static final String VALIDATION = "validation";

  /**
   * @param validationClients how many of the federation's last clients are there to choose by
   */
  static ClientGroups of(Federation federation, int validationClients) {
    int clients = federation.registered() + federation.unseen();
    return new ClientGroups(Math.max(federation.registered(), clients - validationClients));
  }

  /** Scores by group; the last group is there only where it has clients. */
  SequencedMap<String, List<Score>> of(EvaluationReport report) {
    SequencedMap<String, List<Score>> groups = new LinkedHashMap<>();
    groups.put(SEEN, report.seen());
    groups.put(UNSEEN, report.unseen().stream().filter(s -> !isForValidation(s)).toList());
    List<Score> validation = report.unseen().stream().filter(this::isForValidation).toList();
    if (!validation.isEmpty()) {
      groups.put(VALIDATION, validation);
    }
    return groups;
  }

  private boolean isForValidation(Score score) {
    return score.client() >= validationFrom;
  }
}
