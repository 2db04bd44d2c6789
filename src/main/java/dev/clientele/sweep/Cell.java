package dev.clientele.sweep;

import dev.clientele.comparison.Comparison;
import dev.clientele.config.ConfigValues;
import dev.clientele.config.LoadedConfig;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One run of a sweep.
 *
 * @param directory the name of its directory: a function of values and seed
 * @param values the axes' labels, then those of what is tuned, by their names
 * @param seed the run's
 * @param config the whole configuration
 */
public record Cell(
    String directory, SequencedMap<String, String> values, long seed, LoadedConfig config) {

  /** Makes the map unmodifiable. */
  public Cell {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
  }

  /** Every key that decides the run's figures. */
  SortedMap<String, String> configuration() {
    return deciding(ConfigValues.of(config));
  }

  /** Every key that decides what pre-training gives. */
  SortedMap<String, String> pretraining() {
    return pretraining(ConfigValues.of(config));
  }

  /**
   * Nothing before the adaptation phase depends on how unseen clients adapt, nor, where nothing is
   * measured between rounds, on what is measured at the end; but a run remembers as many of the
   * clients that it called last as are to be measured.
   */
  static SortedMap<String, String> pretraining(SortedMap<String, String> configuration) {
    SortedMap<String, String> keys = deciding(configuration);
    keys.keySet().removeIf(key -> key.startsWith("adaptation."));
    if ("0".equals(configuration.get("evaluation.every"))) {
      keys.keySet()
          .removeIf(key -> key.startsWith("evaluation.") && !key.equals("evaluation.clients"));
    }
    return keys;
  }

  static SortedMap<String, String> deciding(SortedMap<String, String> configuration) {
    SortedMap<String, String> deciding = new TreeMap<>(configuration);
    deciding.keySet().removeIf(key -> !Comparison.decides(key));
    return deciding;
  }

  /** Such as {@code variant=FedAvg, samples=8, seed=1}. */
  public String label() {
    StringBuilder label = new StringBuilder();
    values.forEach((name, value) -> label.append(name).append('=').append(value).append(", "));
    return label.append("seed=").append(seed).toString();
  }
}
