package dev.clientele.cli;

import dev.clientele.method.Score;
import dev.clientele.metric.LeNetFeatures;
import dev.clientele.metric.Statistics;
import dev.clientele.simulation.Counters;
import dev.clientele.simulation.Outcome;
import dev.clientele.simulation.Position;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
    all.put("parameters", parameters(assembly));
    all.put("outcomes", outcomes(counters));
    all.put("images", counters.images());
    all.put("bytes", bytes(counters));
    all.put("kidFeatures", LeNetFeatures.NAME);
    all.put("kidClassifierAccuracy", finished.population().classifierAccuracy());
    all.put("seen", group(finished.evaluation().seen()));
    all.put("unseen", group(finished.evaluation().unseen()));
    return all;
  }

  private static SequencedMap<String, Object> parameters(Assembly assembly) {
    LinkedHashMap<String, Object> parameters = new LinkedHashMap<>();
    int shared = assembly.method().shared().size();
    int personal = assembly.method().personal().size();
    parameters.put("shared", shared);
    parameters.put("adapted", personal);
    parameters.put("adaptedShare", (double) personal / shared);
    return parameters;
  }

  private static SequencedMap<String, Object> outcomes(Counters counters) {
    LinkedHashMap<String, Object> outcomes = new LinkedHashMap<>();
    outcomes.put("completed", counters.completedVisits());
    outcomes.put("failed", counters.failedVisits());
    outcomes.put("emptyRounds", counters.emptyRounds());
    outcomes.put("adapted", counters.completedAdaptations());
    outcomes.put("notAdapted", counters.failedAdaptations());
    return outcomes;
  }

  private static SequencedMap<String, Object> bytes(Counters counters) {
    LinkedHashMap<String, Object> bytes = new LinkedHashMap<>();
    bytes.put("down", counters.bytesDown());
    bytes.put("up", counters.bytesUp());
    return bytes;
  }

  /** Means over the clients, and how much better than the population's model they are. */
  private static SequencedMap<String, Object> group(List<Score> scores) {
    LinkedHashMap<String, Object> group = new LinkedHashMap<>();
    group.put("clients", scores.size());
    if (scores.isEmpty()) {
      return group;
    }
    double loss = RunJournal.mean(scores, Score::loss);
    double populationLoss = RunJournal.mean(scores, Score::populationLoss);
    double kid = RunJournal.mean(scores, Score::kid);
    double populationKid = RunJournal.mean(scores, Score::populationKid);
    group.put("loss", loss);
    group.put("populationLoss", populationLoss);
    group.put("lossRatio", loss / populationLoss);
    group.put("lossBetter", scores.stream().filter(s -> s.loss() < s.populationLoss()).count());
    group.put(
        "worstDecileLoss",
        Statistics.highestDecile(scores.stream().mapToDouble(Score::loss).toArray()));
    group.put("kid", kid);
    group.put("populationKid", populationKid);
    group.put("kidDifference", kid - populationKid);
    group.put("kidBetter", scores.stream().filter(s -> s.kid() < s.populationKid()).count());
    return group;
  }

  static void print(Assembly assembly, Outcome.Finished finished, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%n%-8s %8s %14s %18s %10s %16s%n",
        "clients",
        "number",
        "held-out loss",
        "population's loss",
        LeNetFeatures.NAME,
        "population's KID");
    print("seen", finished.evaluation().seen(), out);
    print("unseen", finished.evaluation().unseen(), out);
    int shared = assembly.method().shared().size();
    int personal = assembly.method().personal().size();
    out.printf(
        Locale.ROOT,
        "an unseen client adapted %d of %d numbers (%.4f %%)%n",
        personal,
        shared + personal,
        100.0 * personal / (shared + personal));
  }

  private static void print(String group, List<Score> scores, PrintWriter out) {
    if (!scores.isEmpty()) {
      out.printf(
          Locale.ROOT,
          "%-8s %8d %14.4f %18.4f %10.4f %16.4f%n",
          group,
          scores.size(),
          RunJournal.mean(scores, Score::loss),
          RunJournal.mean(scores, Score::populationLoss),
          RunJournal.mean(scores, Score::kid),
          RunJournal.mean(scores, Score::populationKid));
    }
  }
}
