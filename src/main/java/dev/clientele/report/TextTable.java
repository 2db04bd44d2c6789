package dev.clientele.report;

import java.util.ArrayList;
import java.util.List;

/** A table for a terminal. Not thread-safe. */
public final class TextTable {
  private static final String GAP = "  ";

  private final int names;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param names how many columns, from the left, hold text; the others hold numbers, which are
   *     aligned at the right
   * @param head a word or two over each column
   */
  public TextTable(int names, List<String> head) {
    this.names = names;
    rows.add(List.copyOf(head));
  }

  /** Adds a row of as many cells as the head has. */
  public void row(List<String> cells) {
    if (cells.size() != rows.getFirst().size()) {
      throw new IllegalArgumentException(
          "expected " + rows.getFirst().size() + " cells but was " + cells.size());
    }
    rows.add(List.copyOf(cells));
  }

  /** All lines, each with its end. */
  @Override
  public String toString() {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String padding = " ".repeat(widths[i] - row.get(i).length());
        line.append(i == 0 ? "" : GAP);
        line.append(i < names ? row.get(i) + padding : padding + row.get(i));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
