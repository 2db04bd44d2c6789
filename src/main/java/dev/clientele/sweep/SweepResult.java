package dev.clientele.sweep;

import dev.clientele.comparison.Comparison;
import dev.clientele.comparison.FinishedRun;
import dev.clientele.comparison.Group;
import dev.clientele.config.SweepConfig.Axis;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/**
 * What a sweep gave so far.
 *
 * @param grid all that is to be run
 * @param finished final metrics by the directories of the cells that have them
 * @param failures why cells failed, by their directories
 * @param choices of the combinations for which all candidates have ended, in the grid's order
 * @param interrupted whether the sweep was stopped
 */
public record SweepResult(
    Grid grid,
    Map<String, FinishedRun> finished,
    Map<String, String> failures,
    List<Choice> choices,
    boolean interrupted) {

  /** Copies the collections. */
  public SweepResult {
    finished = Map.copyOf(finished);
    failures = Map.copyOf(failures);
    choices = List.copyOf(choices);
  }

  /** The results by the axes alone. */
  public Comparison byAxes() {
    return comparison(false);
  }

  /** The results by the axes, with the chosen values as further keys. */
  public Comparison withChosen() {
    return comparison(true);
  }

  private Comparison comparison(boolean withChosen) {
    List<String> keys = new ArrayList<>(names(grid.sweep().axes()));
    if (withChosen) {
      keys.addAll(names(grid.sweep().tuning().axes()));
    }
    List<Group> groups = new ArrayList<>();
    for (Choice choice : choices) {
      choice.chosen().ifPresent(c -> add(groups, choice, c, withChosen));
    }
    return new Comparison(keys, groups);
  }

  private void add(List<Group> groups, Choice choice, Candidate chosen, boolean withChosen) {
    List<FinishedRun> runs =
        chosen.cells().stream()
            .map(cell -> finished.get(cell.directory()))
            .filter(Objects::nonNull)
            .toList();
    if (!runs.isEmpty()) {
      SequencedMap<String, String> settings = new LinkedHashMap<>(choice.combination().values());
      if (withChosen) {
        settings.putAll(chosen.values());
      }
      groups.add(new Group(settings, runs));
    }
  }

  private static List<String> names(List<Axis> axes) {
    return axes.stream().map(Axis::name).toList();
  }

  /** Whether tables of results show the cell. */
  public boolean isReported(Cell cell) {
    return choices.stream()
        .flatMap(c -> c.chosen().stream())
        .anyMatch(chosen -> chosen.cells().contains(cell));
  }
}
