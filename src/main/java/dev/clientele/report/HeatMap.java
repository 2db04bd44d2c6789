package dev.clientele.report;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/** Numbers over two dimensions as colours, with the numbers written into the cells. */
public final class HeatMap {
  private static final int CELL_HEIGHT = 46;
  private static final int LEAST_WIDTH = 92;
  private static final int TOP = 48;
  private static final int BOTTOM = 60;
  private static final int BAR = 96;

  /** Viridis of matplotlib (Smith and van der Walt 2015, in the public domain) at nine places. */
  private static final int[] VIRIDIS = {
    0x440154, 0x472D7B, 0x3B528B, 0x2C728E, 0x21918C, 0x28AE80, 0x5EC962, 0xADDC30, 0xFDE725
  };

  private static final Color ABSENT = new Color(0xECEEF0);

  /**
   * One map.
   *
   * @param columns names of the columns, from the left
   * @param rows names of the rows, from the top
   * @param values a row each, of as many numbers as there are columns; NaN: there is none
   */
  public record Map(
      String title,
      String xName,
      String yName,
      List<String> columns,
      List<String> rows,
      List<List<Double>> values) {}

  private final Map map;
  private final double low;
  private final double high;
  private final int left;
  private final int cellWidth;
  private final Canvas canvas;

  private HeatMap(Map map, double low, double high) {
    this.map = map;
    this.low = low;
    this.high = high;
    Canvas ruler = new Canvas(1, 1);
    double widest = map.rows().stream().mapToDouble(r -> ruler.width(r, 13)).max().orElse(0);
    this.left = 44 + (int) widest;
    double name = map.columns().stream().mapToDouble(c -> ruler.width(c, 13)).max().orElse(0);
    this.cellWidth = Math.max(LEAST_WIDTH, 16 + (int) name);
    int width = left + map.columns().size() * cellWidth + BAR;
    this.canvas = new Canvas(Math.max(width, 360), TOP + map.rows().size() * CELL_HEIGHT + BOTTOM);
  }

  /** Draws maps with one scale of colours for all of them, from their lowest to highest number. */
  public static List<BufferedImage> draw(List<Map> maps) {
    double[] finite =
        maps.stream()
            .flatMap(m -> m.values().stream())
            .flatMap(List::stream)
            .mapToDouble(v -> v)
            .filter(Double::isFinite)
            .toArray();
    double low = Arrays.stream(finite).min().orElse(0);
    double high = Arrays.stream(finite).max().orElse(1);
    return maps.stream().map(map -> new HeatMap(map, low, high).draw()).toList();
  }

  private BufferedImage draw() {
    int right = left + map.columns().size() * cellWidth;
    int bottom = TOP + map.rows().size() * CELL_HEIGHT;
    canvas.middle(map.title(), (left + right) / 2.0, 26, 16, true);
    for (int row = 0; row < map.rows().size(); row++) {
      double middle = TOP + (row + 0.5) * CELL_HEIGHT + 5;
      canvas.right(map.rows().get(row), left - 8, middle, 13);
      for (int column = 0; column < map.columns().size(); column++) {
        cell(map.values().get(row).get(column), left + column * cellWidth, TOP + row * CELL_HEIGHT);
      }
    }
    for (int column = 0; column < map.columns().size(); column++) {
      double middle = left + (column + 0.5) * cellWidth;
      canvas.middle(map.columns().get(column), middle, bottom + 20, 13, false);
    }
    canvas.middle(map.xName(), (left + right) / 2.0, bottom + 44, 13, false);
    canvas.upwards(map.yName(), 18, (TOP + bottom) / 2.0, 13);
    bar(right + 24, TOP, bottom - TOP);
    return canvas.done();
  }

  private void cell(double value, int x, int y) {
    Color colour = Double.isFinite(value) ? colour(share(value)) : ABSENT;
    canvas.box(x, y, cellWidth - 2.0, CELL_HEIGHT - 2.0, colour);
    canvas.middle(
        Html.number(value),
        x + cellWidth / 2.0 - 1,
        y + CELL_HEIGHT / 2.0 + 4,
        13,
        isDark(colour) ? Color.WHITE : Canvas.INK);
  }

  private void bar(int x, int y, int height) {
    for (int i = 0; i < height; i++) {
      canvas.box(x, y + i, 14, 1.5, colour(1 - i / (height - 1.0)));
    }
    canvas.left(Html.number(high), x + 18, y + 12, 12);
    canvas.left(Html.number(low), x + 18, (double) y + height, 12);
  }

  private double share(double value) {
    return high > low ? (value - low) / (high - low) : 0.5;
  }

  /** The colour of a share from 0 to 1, linear between the places. */
  private static Color colour(double share) {
    double place = share * (VIRIDIS.length - 1);
    int below = Math.min((int) place, VIRIDIS.length - 2);
    Color a = new Color(VIRIDIS[below]);
    Color b = new Color(VIRIDIS[below + 1]);
    double t = place - below;
    return new Color(
        mix(a.getRed(), b.getRed(), t),
        mix(a.getGreen(), b.getGreen(), t),
        mix(a.getBlue(), b.getBlue(), t));
  }

  private static int mix(int a, int b, double t) {
    return (int) Math.round(a + t * (b - a));
  }

  /** By the luma of ITU-R BT.601. */
  private static boolean isDark(Color c) {
    return 0.299 * c.getRed() + 0.587 * c.getGreen() + 0.114 * c.getBlue() < 140;
  }
}
