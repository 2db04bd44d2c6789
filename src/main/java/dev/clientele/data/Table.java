package dev.clientele.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A text file of comma-separated values (RFC 4180, without line breaks within a cell), or separated
 * by tabulators where the header has one; the first line names the columns.
 */
final class Table {
  private final Path file;
  private final List<String> header;
  private final List<List<String>> rows;

  private Table(Path file, List<String> header, List<List<String>> rows) {
    this.file = file;
    this.header = header;
    this.rows = rows;
  }

  /**
   * Reads all of it; lines without a character are left out.
   *
   * @throws DataException if it cannot be read, or a row has another number of cells than the
   *     header
   */
  static Table read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new DataException("expected a table " + file + " but it cannot be read as text", e);
    }
    if (lines.isEmpty() || lines.getFirst().isBlank()) {
      throw new DataException(file + ": expected a header that names the columns but was empty");
    }
    char separator = lines.getFirst().indexOf('\t') >= 0 ? '\t' : ',';
    List<String> header = cells(lines.getFirst(), separator);
    List<List<String>> rows = new ArrayList<>();
    for (int line = 1; line < lines.size(); line++) {
      if (lines.get(line).isEmpty()) {
        continue;
      }
      List<String> row = cells(lines.get(line), separator);
      if (row.size() != header.size()) {
        throw new DataException(
            String.format(
                "%s:%d: expected %d cells as in the header but was %d",
                file, line + 1, header.size(), row.size()));
      }
      rows.add(row);
    }
    return new Table(file, header, rows);
  }

  private static List<String> cells(String line, char separator) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append('"');
        i++; // a quote within quotes is written twice
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString().strip());
    return List.copyOf(cells);
  }

  /** The number of the column of that name. */
  int column(String name) {
    int column = header.indexOf(name);
    if (column < 0) {
      throw new DataException(
          file + ": expected a column \"" + name + "\" but the columns are " + header);
    }
    return column;
  }

  /** How many rows there are below the header. */
  int rows() {
    return rows.size();
  }

  String cell(int row, int column) {
    return rows.get(row).get(column);
  }

  /** A problem with a row, to throw. */
  DataException problem(int row, String expected, String found) {
    return new DataException(
        file + ", row " + (row + 1) + ": expected " + expected + " but was " + found);
  }
}
