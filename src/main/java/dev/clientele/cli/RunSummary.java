package dev.clientele.cli;

import dev.clientele.config.EvaluationConfig;
import dev.clientele.method.Score;
import dev.clientele.method.ServerEffort;
import dev.clientele.method.classification.ClassificationEvaluation;
import dev.clientele.simulation.Counters;
import dev.clientele.simulation.Outcome;
import dev.clientele.simulation.Position;
import dev.clientele.simulation.policy.VisitOutcome;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/** A finished run's final metrics, for summary.json and for the terminal. */
final class RunSummary {
  private RunSummary() {}

  static SequencedMap<String, Object> of(Assembly assembly, Outcome.Finished finished) {
    Position position = finished.position();
    Counters counters = position.counters();
    LinkedHashMap<String, Object> all = new LinkedHashMap<>();
    all.put("method", assembly.method().name());
    all.put("data", assembly.federation().name());
    all.put("weightsSha256", position.state().average().sha256());
    all.put("rounds", position.round());
    all.put("virtualSeconds", position.virtualSeconds());
    all.put("parameters", parameters(assembly, counters));
    all.put("outcomes", outcomes(counters));
    all.put("images", counters.images());
    ServerEffort effort = assembly.method().effort(position.state());
    if (!effort.equals(ServerEffort.NONE)) {
      all.put("server", server(effort));
    }
    all.put("bytes", bytes(counters));
    if (assembly.classification().isEmpty()) {
      all.put("kidFeatures", "KID" + assembly.featureSuffix());
      all.put("kidClassifierAccuracy", finished.population().classifierAccuracy());
    }
    assembly
        .groups()
        .of(finished.evaluation())
        .forEach((group, scores) -> all.put(group, group(scores)));
    if (assembly.classification().isPresent()) {
      all.putIfAbsent(ClientGroups.VALIDATION, validation(finished.evaluation().seen()));
    }
    return all;
  }

  /** The seen clients' accuracy on images that settings are chosen by, as a group of its own. */
  private static SequencedMap<String, Object> validation(List<Score> seen) {
    LinkedHashMap<String, Object> figures = new LinkedHashMap<>();
    FigureTotals chosenBy = FigureTotals.of(seen).get(ClassificationEvaluation.VALIDATION);
    if (chosenBy != null) {
      figures.put(Score.ACCURACY, chosenBy.fields());
    }
    LinkedHashMap<String, Object> group = new LinkedHashMap<>();
    group.put("clients", chosenBy == null ? 0 : seen.size());
    group.put("figures", figures);
    return group;
  }

  private static SequencedMap<String, Object> parameters(Assembly assembly, Counters counters) {
    LinkedHashMap<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("shared", assembly.method().shared().size());
    parameters.put("personal", assembly.method().personal().size());
    long clients = counters.completedAdaptations();
    parameters.put("adapted", clients == 0 ? 0 : counters.adaptedParameters() / clients);
    return parameters;
  }

  private static SequencedMap<String, Object> outcomes(Counters counters) {
    LinkedHashMap<String, Object> outcomes = new LinkedHashMap<>();
    outcomes.put("dispatched", counters.dispatched());
    outcomes.put("completed", counters.count(VisitOutcome.COMPLETED));
    outcomes.put("failed", counters.count(VisitOutcome.FAILED));
    counters.visits().forEach((outcome, count) -> outcomes.putIfAbsent(outcome.label(), count));
    putIfAny("copies", counters.copies(), outcomes);
    putIfAny("repeatedRounds", counters.repeatedRounds(), outcomes);
    outcomes.put("emptyRounds", counters.emptyRounds());
    outcomes.put("adapted", counters.completedAdaptations());
    outcomes.put("notAdapted", counters.failedAdaptations());
    return outcomes;
  }

  private static void putIfAny(String key, long count, SequencedMap<String, Object> to) {
    if (count > 0) {
      to.put(key, count);
    }
  }

  private static SequencedMap<String, Object> bytes(Counters counters) {
    LinkedHashMap<String, Object> bytes = new LinkedHashMap<>();
    bytes.put("down", counters.bytesDown());
    bytes.put("up", counters.bytesUp());
    return bytes;
  }

  private static SequencedMap<String, Object> server(ServerEffort effort) {
    LinkedHashMap<String, Object> server = new LinkedHashMap<>();
    server.put("images", effort.images());
    server.put("drawn", effort.drawn());
    return server;
  }

  private static SequencedMap<String, Object> group(List<Score> scores) {
    LinkedHashMap<String, Object> group = new LinkedHashMap<>();
    group.put("clients", scores.size());
    LinkedHashMap<String, Object> figures = new LinkedHashMap<>();
    FigureTotals.of(scores).forEach((name, totals) -> figures.put(name, totals.fields()));
    group.put("figures", figures);
    return group;
  }

  static void print(Assembly assembly, Outcome.Finished finished, PrintWriter out) {
    Map<String, List<Score>> groups = assembly.groups().of(finished.evaluation());
    out.printf(
        Locale.ROOT,
        "%n%-10s %8s  %-25s %12s %14s %8s%n",
        "clients",
        "number",
        "figure",
        "their own",
        "population's",
        "better");
    groups.forEach((group, scores) -> print(group, scores, out));
    EvaluationConfig evaluation = assembly.config().evaluation();
    if (evaluation.figures().contains(EvaluationConfig.Figure.FID)) {
      out.printf(
          Locale.ROOT,
          "fid is biased, the more so the fewer images: of %d here, compare it with that of as many"
              + " only%n",
          evaluation.kidSamples());
    }
    long empty = finished.position().counters().emptyRounds();
    if (empty > 0) {
      out.printf(
          Locale.ROOT,
          "%d of %d rounds were without a step, as they missed their quorum%n",
          empty,
          finished.position().round());
    }
    int shared = assembly.method().shared().size();
    long adapted = finished.position().counters().adaptedParameters();
    long clients = finished.position().counters().completedAdaptations();
    if (clients > 0) {
      out.printf(
          Locale.ROOT,
          "an unseen client adapted %d numbers; the shared model has %d%n",
          adapted / clients,
          shared);
    }
  }

  private static void print(String group, List<Score> scores, PrintWriter out) {
    FigureTotals.of(scores)
        .forEach(
            (name, totals) ->
                out.printf(
                    Locale.ROOT,
                    "%-10s %8d  %-25s %12.4f %14.4f %8d%n",
                    group,
                    scores.size(),
                    name,
                    totals.own(),
                    totals.population(),
                    totals.better()));
  }
}
