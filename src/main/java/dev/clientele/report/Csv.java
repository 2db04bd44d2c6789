package dev.clientele.report;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Comma-separated values as RFC 4180 has them, in UTF-8, but with lines that end in "\n". */
public final class Csv {
  private Csv() {}

  /**
   * Writes a file, whole or not at all.
   *
   * @param rows the first is the head
   * @throws ReportException if the file cannot be written
   */
  public static void write(Path file, List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      text.append(row.stream().map(Csv::quoted).collect(Collectors.joining(","))).append('\n');
    }
    AtomicFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
