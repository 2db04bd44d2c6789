package dev.clientele.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a run of benchmarks leaves behind: a JSON file that a later run is held against. */
public final class BenchFile {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private BenchFile() {}

  /**
   * Writes the run.
   *
   * @param origin what was run and where, by name
   */
  public static void write(Path file, Map<String, String> origin, BenchRun run) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    origin.forEach(root::put);
    ObjectNode peaks = root.putObject("peakGflops");
    run.peaks().forEach((threads, peak) -> peaks.put(threads + " threads", peak / 1e9));
    ObjectNode scenarios = root.putObject("scenarios");
    for (Measurement m : run.measurements()) {
      put(scenarios.putObject(m.name()), m);
    }
    JSON.writeValue(file.toFile(), root);
  }

  private static void put(ObjectNode to, Measurement m) {
    to.put("scenario", m.kind());
    to.put("unit", m.piece().unit());
    to.put("workers", m.piece().workers());
    to.put("parameters", m.piece().parameters());
    to.put("unitsPerRepeat", m.piece().units());
    to.put("operationsPerUnit", m.piece().operations());
    ObjectNode rates = to.putObject("perSecond");
    rates.put("lowest", m.rates().lowest());
    rates.put("median", m.rates().median());
    rates.put("highest", m.rates().highest());
    put(to, "shareOfPeak", m.shareOfPeak());
    put(to, "otherShare", m.otherShare());
    m.seconds().forEach(to.putArray("seconds")::add);
  }

  /** JSON has no NaN. */
  private static void put(ObjectNode to, String key, double value) {
    if (Double.isNaN(value)) {
      to.putNull(key);
    } else {
      to.put(key, value);
    }
  }

  /** Each scenario's median rate in a file that {@link #write} wrote. */
  public static SortedMap<String, Double> medians(Path file) throws IOException {
    SortedMap<String, Double> medians = new TreeMap<>();
    JsonNode scenarios = JSON.readTree(file.toFile()).path("scenarios");
    for (Map.Entry<String, JsonNode> each : scenarios.properties()) {
      JsonNode median = each.getValue().path("perSecond").path("median");
      if (!median.isNumber()) {
        throw new IOException(
            file + ": expected perSecond.median of " + each.getKey() + " but was " + median);
      }
      medians.put(each.getKey(), median.doubleValue());
    }
    if (medians.isEmpty()) {
      throw new IOException(file + ": expected scenarios but was none");
    }
    return medians;
  }
}
