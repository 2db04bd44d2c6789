package dev.clientele.sweep;

import dev.clientele.config.ConfigurationException;
import dev.clientele.config.LoadedConfig;
import dev.clientele.config.Problem;
import dev.clientele.config.SweepConfig;
import dev.clientele.config.SweepConfig.Axis;
import dev.clientele.config.SweepConfig.Setting;
import dev.clientele.config.SweepConfig.Tuning;
import dev.clientele.config.SweepLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All cells of a sweep, with valid configurations.
 *
 * @param sweep what it was made from
 * @param combinations every point, the last axis varying fastest
 */
public record Grid(SweepConfig sweep, List<Combination> combinations) {
  private static final long MOST_CELLS = 10_000;

  /** Ends the directory's name of a run by which candidates are compared and nothing else. */
  private static final String TRIAL = "_trial";

  /** Copies the list. */
  public Grid {
    combinations = List.copyOf(combinations);
  }

  /**
   * Reads the configuration of every cell.
   *
   * @throws ConfigurationException if anything is wrong with any of them, with all that is, once
   */
  public static Grid load(Path file, List<String> overrides, SweepConfig sweep) {
    long cells = sweep.seeds().size();
    for (Axis axis : axes(sweep)) {
      cells *= Math.min(axis.settings().size(), MOST_CELLS);
      if (cells > MOST_CELLS) {
        throw new ConfigurationException(
            List.of(
                new Problem(
                    file.toString(), "expected at most " + MOST_CELLS + " cells but was more")));
      }
    }
    Builder builder = new Builder(file, overrides, sweep);
    List<Combination> combinations = new ArrayList<>();
    for (List<Setting> settings : product(sweep.axes())) {
      combinations.add(builder.combination(settings));
    }
    if (!builder.problems.isEmpty()) {
      throw new ConfigurationException(List.copyOf(builder.problems));
    }
    return new Grid(sweep, combinations);
  }

  /** Every cell, candidates that are never chosen included. */
  public List<Cell> cells() {
    return combinations.stream()
        .flatMap(c -> c.candidates().stream())
        .flatMap(c -> Stream.concat(c.trials().stream(), c.cells().stream()))
        .distinct()
        .toList();
  }

  private static List<Axis> axes(SweepConfig sweep) {
    return Stream.concat(sweep.axes().stream(), sweep.tuning().axes().stream()).toList();
  }

  /** Every choice of one setting from each axis; of no axes, the empty choice. */
  private static List<List<Setting>> product(List<Axis> axes) {
    List<List<Setting>> chosen = List.of(List.of());
    for (Axis axis : axes) {
      List<List<Setting>> longer = new ArrayList<>();
      for (List<Setting> before : chosen) {
        for (Setting setting : axis.settings()) {
          longer.add(Stream.concat(before.stream(), Stream.of(setting)).toList());
        }
      }
      chosen = longer;
    }
    return chosen;
  }

  private static final class Builder {
    private final Path file;
    private final List<String> overrides;
    private final SweepConfig sweep;
    private final Set<Problem> problems = new LinkedHashSet<>();

    Builder(Path file, List<String> overrides, SweepConfig sweep) {
      this.file = file;
      this.overrides = overrides;
      this.sweep = sweep;
    }

    Combination combination(List<Setting> settings) {
      SequencedMap<String, String> values = labels(sweep.axes(), settings);
      List<Candidate> candidates = new ArrayList<>();
      for (List<Setting> tuned : product(sweep.tuning().axes())) {
        List<Setting> all = Stream.concat(settings.stream(), tuned.stream()).toList();
        SequencedMap<String, String> both = new LinkedHashMap<>(values);
        SequencedMap<String, String> own = labels(sweep.tuning().axes(), tuned);
        both.putAll(own);
        List<Cell> cells = cells(both, all, sweep.seeds(), "");
        candidates.add(new Candidate(own, trials(both, all, cells), cells));
      }
      return new Combination(values, candidates);
    }

    private List<Cell> trials(
        SequencedMap<String, String> values, List<Setting> settings, List<Cell> cells) {
      Tuning tuning = sweep.tuning();
      if (!tuning.hasTrials()) {
        return cells.stream().filter(c -> tuning.seeds().contains(c.seed())).toList();
      }
      Setting only = new Setting(TRIAL, tuning.assignments());
      List<Setting> all = Stream.concat(settings.stream(), Stream.of(only)).toList();
      return cells(values, all, tuning.seeds(), TRIAL);
    }

    private List<Cell> cells(
        SequencedMap<String, String> values,
        List<Setting> settings,
        List<Long> seeds,
        String suffix) {
      List<Cell> cells = new ArrayList<>();
      for (long seed : seeds) {
        try {
          LoadedConfig config = SweepLoader.cell(file, overrides, settings, seed);
          cells.add(new Cell(CellNames.of(values, seed) + suffix, values, seed, config));
        } catch (ConfigurationException e) {
          problems.addAll(e.problems());
        }
      }
      return cells;
    }

    private static SequencedMap<String, String> labels(List<Axis> axes, List<Setting> settings) {
      SequencedMap<String, String> labels = new LinkedHashMap<>();
      for (int i = 0; i < axes.size(); i++) {
        labels.put(axes.get(i).name(), settings.get(i).label());
      }
      return labels;
    }
  }
}
