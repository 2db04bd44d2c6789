package dev.clientele.simulation.fleet;

import dev.clientele.tensor.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Measured devices from text files: a line each, numbers with commas between them; empty lines and
 * lines that begin with # do not count. An error names the file and the line.
 */
public final class Traces {
  private Traces() {}

  /**
   * Reads machines from lines of {@code secondsPerImage,downloadBytesPerSecond,
   * uploadBytesPerSecond,latencySeconds}.
   */
  public static Devices devices(Path file, RandomKey key) throws IOException {
    List<DeviceProfile> machines = new ArrayList<>();
    for (Row row : rows(file, 4)) {
      try {
        machines.add(new DeviceProfile(row.at(0), row.at(1), row.at(2), row.at(3)));
      } catch (IllegalArgumentException e) {
        throw row.wrong(e.getMessage());
      }
    }
    if (machines.isEmpty()) {
      throw new IOException(file + ": expected at least one machine but was none");
    }
    return new Devices.Measured(machines, key);
  }

  /**
   * Reads times from lines of {@code device,from,to}: a device's number and an interval of seconds
   * in which it could be called. The traces begin again at the latest {@code to} in the file.
   */
  public static Availability availability(Path file, RandomKey key) throws IOException {
    TreeMap<Integer, List<Availability.Interval>> devices = new TreeMap<>();
    double end = 0;
    for (Row row : rows(file, 3)) {
      double device = row.at(0);
      if (device < 0 || device != Math.rint(device) || !(0 <= row.at(1) && row.at(1) < row.at(2))) {
        throw row.wrong("expected a device's number and from < to");
      }
      devices
          .computeIfAbsent((int) device, _ -> new ArrayList<>())
          .add(new Availability.Interval(row.at(1), row.at(2)));
      end = Math.max(end, row.at(2));
    }
    if (devices.isEmpty()) {
      throw new IOException(file + ": expected at least one interval but was none");
    }
    return new Availability.Measured(List.copyOf(devices.values()), end, key);
  }

  private record Row(Path file, int line, List<Double> numbers) {
    double at(int column) {
      return numbers.get(column);
    }

    IOException wrong(String what) {
      return new IOException(file + ":" + line + ": " + what + " but was " + numbers);
    }
  }

  private static List<Row> rows(Path file, int columns) throws IOException {
    List<Row> rows = new ArrayList<>();
    int line = 0;
    for (String text : Files.readAllLines(file)) {
      line++;
      if (!text.isBlank() && !text.startsWith("#")) {
        rows.add(row(file, line, text, columns));
      }
    }
    return rows;
  }

  private static Row row(Path file, int line, String text, int columns) throws IOException {
    List<Double> numbers = new ArrayList<>();
    for (String word : text.split(",", -1)) {
      try {
        numbers.add(Double.parseDouble(word.strip()));
      } catch (NumberFormatException e) {
        throw new IOException(
            file + ":" + line + ": expected a number but was \"" + word + "\"", e);
      }
    }
    if (numbers.size() != columns || !numbers.stream().allMatch(Double::isFinite)) {
      throw new IOException(
          file + ":" + line + ": expected " + columns + " finite numbers but was \"" + text + "\"");
    }
    return new Row(file, line, numbers);
  }
}
