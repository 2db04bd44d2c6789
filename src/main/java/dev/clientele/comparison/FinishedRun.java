package dev.clientele.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clientele.config.ConfigValues;
import dev.clientele.report.JsonLog;
import dev.clientele.report.ReportException;
import dev.clientele.report.RunDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a finished run's directory says.
 *
 * @param name the directory's last part
 * @param directory as the user named it
 * @param seed the run's
 * @param configuration texts by path, without {@code seed}
 * @param figures every number of summary.json (see {@link Figures}), and {@code seconds} and {@code
 *     megabytes} from timing.jsonl
 */
public record FinishedRun(
    String name,
    Path directory,
    long seed,
    SortedMap<String, String> configuration,
    SequencedMap<String, Double> figures) {

  /** Makes the maps unmodifiable. */
  public FinishedRun {
    configuration = Collections.unmodifiableSortedMap(configuration);
    figures = Collections.unmodifiableSequencedMap(figures);
  }

  /** The figure of that name; NaN where the run has none. */
  public double figure(String metric) {
    return figures.getOrDefault(metric, Double.NaN);
  }

  /**
   * Reads several.
   *
   * @throws ReportException if one of them is no finished run, with all that are not
   */
  public static List<FinishedRun> readAll(List<Path> directories) {
    List<FinishedRun> runs = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (Path directory : directories) {
      try {
        runs.add(read(directory));
      } catch (ReportException e) {
        wrong.add(e.getMessage());
      }
    }
    if (!wrong.isEmpty()) {
      throw new ReportException(String.join("; ", wrong));
    }
    return runs;
  }

  /**
   * Reads one.
   *
   * @throws ReportException if there is no finished run
   */
  public static FinishedRun read(Path directory) {
    RunDirectory run = RunDirectory.open(directory);
    if (Files.notExists(run.summary())) {
      throw new ReportException(
          directory
              + ": expected a finished run but it has no summary.json; clientele resume "
              + directory
              + " goes on with it");
    }
    SortedMap<String, String> configuration = new TreeMap<>(ConfigValues.read(run.config()));
    String seed = configuration.remove("seed");
    SequencedMap<String, Double> figures = Figures.of(summary(run));
    figures.putAll(Figures.timing(run));
    return new FinishedRun(run.name(), directory, Long.parseLong(seed), configuration, figures);
  }

  private static JsonNode summary(RunDirectory run) {
    return JsonLog.text(run.summary())
        .flatMap(JsonLog::object)
        .orElseThrow(() -> new ReportException(run.summary() + ": expected a JSON object"));
  }
}
