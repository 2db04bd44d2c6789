package dev.clientele.report;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Numbers in rows, for spreadsheets and scripts.
 *
 * @param name the file's, without its ending
 * @param columns names of letters, digits and '_'
 * @param rows as many numbers each as there are columns
 */
public record Table(String name, List<String> columns, List<List<Double>> rows) {
  /** Checks the names and the lengths. */
  public Table {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    for (String column : columns) {
      if (!column.matches("[A-Za-z0-9_]+")) {
        throw new IllegalArgumentException(
            "expected a column name of letters, digits and '_' but was " + column);
      }
    }
    for (List<Double> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "table "
                + name
                + ": expected "
                + columns.size()
                + " numbers a row but was "
                + row.size());
      }
    }
  }

  /** Writes {@code name.csv} (RFC 4180, but lines end as Unix's) into a folder. */
  public void write(Path folder) {
    AtomicFile.write(folder.resolve(name + ".csv"), csv().getBytes(StandardCharsets.UTF_8));
  }

  String csv() {
    StringBuilder text = new StringBuilder(String.join(",", columns)).append('\n');
    for (List<Double> row : rows) {
      text.append(String.join(",", row.stream().map(String::valueOf).toList())).append('\n');
    }
    return text.toString();
  }
}
