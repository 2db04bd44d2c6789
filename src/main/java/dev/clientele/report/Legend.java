package dev.clientele.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Names of series with their colours, in as many rows as they need. */
final class Legend {
  private static final int SIZE = 13;
  private static final int ROW = 22;
  private static final int KEY = 34;

  private Legend() {}

  /** The series of each row; a single series needs no legend. */
  static List<List<Integer>> rows(List<String> names, int left) {
    return rows(names, left, IntStream.range(0, names.size()).boxed().toList());
  }

  /** The same for some of the series, which keep their colours. */
  static List<List<Integer>> rows(List<String> names, int left, List<Integer> shown) {
    List<List<Integer>> rows = new ArrayList<>();
    if (shown.size() < 2) {
      return rows;
    }
    Canvas ruler = new Canvas(1, 1);
    double at = Double.POSITIVE_INFINITY;
    for (int i : shown) {
      double width = KEY + ruler.width(names.get(i), SIZE);
      if (at + width > ChartStyle.WIDTH) {
        rows.add(new ArrayList<>());
        at = left;
      }
      rows.getLast().add(i);
      at += width;
    }
    return rows;
  }

  static void draw(Canvas canvas, List<String> names, List<List<Integer>> rows, int left, int top) {
    for (int row = 0; row < rows.size(); row++) {
      double at = left;
      for (int i : rows.get(row)) {
        canvas.dot(at + 6, top + row * ROW + 6.0, 5, ChartStyle.colour(i));
        canvas.left(names.get(i), at + 16, top + row * ROW + 11.0, SIZE);
        at += KEY + canvas.width(names.get(i), SIZE);
      }
    }
  }
}
