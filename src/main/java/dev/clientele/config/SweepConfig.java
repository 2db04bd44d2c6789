package dev.clientele.config;

import java.util.List;

/**
 * What a sweep runs: every combination of the axes' settings with every seed.
 *
 * @param axes what varies; none: only the seeds do
 * @param seeds of each combination; at least one
 * @param metrics what tables and plots show, by their names in summary.json
 * @param tuning what is chosen for each combination
 * @param remembered how many results are kept that later cells may have in common with earlier ones
 */
public record SweepConfig(
    List<Axis> axes, List<Long> seeds, List<String> metrics, Tuning tuning, int remembered) {

  /** Copies the lists. */
  public SweepConfig {
    axes = List.copyOf(axes);
    seeds = List.copyOf(seeds);
    metrics = List.copyOf(metrics);
  }

  /**
   * One dimension.
   *
   * @param name the key that varies, without {@code clientele.}, or "variant"
   * @param settings at least one, with different labels
   */
  public record Axis(String name, List<Setting> settings) {
    /** Copies the list. */
    public Axis {
      settings = List.copyOf(settings);
    }
  }

  /**
   * One place on an axis.
   *
   * @param label the value as the user wrote it, or a variant's name
   * @param assignments {@code path=value}
   */
  public record Setting(String label, List<String> assignments) {
    /** Copies the list. */
    public Setting {
      assignments = List.copyOf(assignments);
    }
  }

  /**
   * Settings that are chosen, for every combination of the axes, by a figure of the validation
   * clients, which no table of results shows.
   *
   * @param axes what is chosen; none: nothing is
   * @param metric the figure's name in summary.json, without the group
   * @param goal which is better
   * @param seeds that candidates are compared on; some of the sweep's
   * @param assignments {@code path=value}, set only while candidates are compared
   */
  public record Tuning(
      List<Axis> axes, String metric, Goal goal, List<Long> seeds, List<String> assignments) {
    /** Copies the lists. */
    public Tuning {
      axes = List.copyOf(axes);
      seeds = List.copyOf(seeds);
      assignments = List.copyOf(assignments);
    }

    /** Whether candidates are compared by runs of their own, which are not reported. */
    public boolean hasTrials() {
      return !axes.isEmpty() && !assignments.isEmpty();
    }

    /** The metric's whole name in summary.json. */
    public String figure() {
      return "validation." + metric;
    }
  }

  /** Which of two figures is better. */
  public enum Goal {
    /** The smaller, such as of losses and distances. */
    MINIMUM,
    /** The larger, such as of accuracies. */
    MAXIMUM
  }
}
