package dev.clientele.sweep;

import dev.clientele.config.ConfigValues;
import dev.clientele.report.ReportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * Finished runs of other sweeps, from whose pre-trainings cells may go on.
 *
 * @param runs a run's directory by the keys that decide what its pre-training gives
 */
public record Pretrainings(Map<SortedMap<String, String>, Path> runs) {
  /** No other sweeps. */
  public static final Pretrainings NONE = new Pretrainings(Map.of());

  /** Makes the map unmodifiable. */
  public Pretrainings {
    runs = Collections.unmodifiableMap(runs);
  }

  /**
   * All finished cells of some sweeps. Of several with equal pre-trainings the first by name.
   *
   * @throws ReportException if a directory holds no sweep
   */
  public static Pretrainings of(List<Path> sweeps) {
    Map<SortedMap<String, String>, Path> runs = new HashMap<>();
    for (Path sweep : sweeps) {
      Path cells = sweep.resolve("cells");
      if (!Files.isDirectory(cells)) {
        throw new ReportException(
            sweep + ": expected a sweep's directory but it has no folder \"cells\"");
      }
      try (Stream<Path> all = Files.list(cells)) {
        all.filter(run -> Files.exists(run.resolve("summary.json")))
            .sorted()
            .forEach(run -> runs.putIfAbsent(key(run), run));
      } catch (IOException e) {
        throw new ReportException("cannot list " + cells, e);
      }
    }
    return new Pretrainings(runs);
  }

  private static SortedMap<String, String> key(Path run) {
    return Cell.pretraining(ConfigValues.read(run.resolve("config.conf")));
  }
}
