package dev.clientele.report;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Who holds what, as a picture: a column a client, a row a class, the darker the more images of the
 * class the client has; above, bars of the clients' sizes. Pure; safe to call from many threads for
 * different files.
 */
public final class PartitionChart {
  /** The most clients that a picture has room for. */
  public static final int MOST_CLIENTS = 120;

  private static final int WIDTH = 900;
  private static final int BARS = 90;
  private static final int MARGIN = 12;
  private static final int FONT = 12;
  private static final int MOST_CELL = 28;
  private static final Color PAPER = Color.WHITE;
  private static final Color EMPTY = new Color(0xEDF0F2);
  private static final Color FULL = new Color(0x123A66);
  private static final Color REGISTERED = new Color(0x2A6FBB);
  private static final Color UNSEEN = new Color(0xD9601A);
  private static final Color INK = new Color(0x22262A);

  /**
   * One client.
   *
   * @param name under its column
   * @param unseen whether it takes no part in training
   * @param counts images of each class
   */
  public record Column(String name, boolean unseen, List<Integer> counts) {
    /** Copies the list. */
    public Column {
      counts = List.copyOf(counts);
    }

    int total() {
      return counts.stream().mapToInt(n -> n).sum();
    }
  }

  private final List<String> classes;
  private final List<Column> columns;
  private final boolean captions;
  private final int left;
  private final int cellWidth;
  private final int cellHeight;

  private PartitionChart(List<String> classes, List<Column> columns, boolean captions) {
    this.classes = classes;
    this.columns = columns;
    this.captions = captions;
    this.left = MARGIN + (captions ? captionWidth(classes) : 0);
    int room = Math.max(WIDTH - left - MARGIN, 3 * columns.size());
    this.cellWidth = Math.min(MOST_CELL, room / columns.size());
    this.cellHeight = classes.size() > 30 ? Math.max(4, 560 / classes.size()) : 18;
  }

  /**
   * Writes a PNG.
   *
   * @param classes the classes' names
   * @param columns at least one
   * @throws ReportException if the file cannot be written
   */
  public static void write(Path file, List<String> classes, List<Column> columns) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(draw(classes, columns, Fonts.usable()), "png", png);
    } catch (IOException e) {
      throw new ReportException("cannot encode " + file + ": " + AtomicFile.reason(e), e);
    }
    AtomicFile.write(file, png.toByteArray());
  }

  static BufferedImage draw(List<String> classes, List<Column> columns, boolean captions) {
    return new PartitionChart(classes, columns, captions).draw();
  }

  private BufferedImage draw() {
    int top = MARGIN + (captions ? FONT + 8 : 0);
    int cells = top + BARS + 6;
    int bottom = cells + classes.size() * cellHeight;
    int width = left + columns.size() * cellWidth + MARGIN;
    int wide = captions ? Math.max(width, 520) : width;
    BufferedImage picture =
        new BufferedImage(
            wide, bottom + MARGIN + (captions ? FONT + 6 : 0), BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(PAPER);
    g.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    drawBars(g, top);
    drawCells(g, cells);
    if (captions) {
      drawCaptions(g, cells, bottom);
    }
    g.dispose();
    return picture;
  }

  private void drawBars(Graphics2D g, int top) {
    int most = Math.max(1, columns.stream().mapToInt(Column::total).max().orElse(1));
    for (int k = 0; k < columns.size(); k++) {
      int height = (int) Math.round((double) BARS * columns.get(k).total() / most);
      g.setColor(columns.get(k).unseen() ? UNSEEN : REGISTERED);
      g.fillRect(left + k * cellWidth, top + BARS - height, gapped(cellWidth), height);
    }
  }

  private void drawCells(Graphics2D g, int top) {
    int most = 1;
    for (Column column : columns) {
      most = Math.max(most, Collections.max(column.counts()));
    }
    for (int k = 0; k < columns.size(); k++) {
      for (int c = 0; c < classes.size(); c++) {
        g.setColor(shade((double) columns.get(k).counts().get(c) / most));
        int y = top + c * cellHeight;
        g.fillRect(left + k * cellWidth, y, gapped(cellWidth), gapped(cellHeight));
      }
    }
  }

  private static int gapped(int size) {
    return size > 4 ? size - 1 : size;
  }

  /** Square roots: one image must be told from none. */
  private static Color shade(double share) {
    double s = Math.sqrt(share);
    return new Color(
        (int) Math.round(EMPTY.getRed() + s * (FULL.getRed() - EMPTY.getRed())),
        (int) Math.round(EMPTY.getGreen() + s * (FULL.getGreen() - EMPTY.getGreen())),
        (int) Math.round(EMPTY.getBlue() + s * (FULL.getBlue() - EMPTY.getBlue())));
  }

  private void drawCaptions(Graphics2D g, int cells, int bottom) {
    g.setFont(Fonts.plain(FONT));
    FontMetrics metrics = g.getFontMetrics();
    g.setColor(INK);
    int most = columns.stream().mapToInt(Column::total).max().orElse(0);
    g.drawString(
        "images a client (at most " + most + "): registered blue, unseen orange",
        MARGIN,
        MARGIN + FONT);
    int every = Math.ceilDiv(FONT + 2, cellHeight);
    for (int c = 0; c < classes.size(); c += every) {
      int width = metrics.stringWidth(classes.get(c));
      int y = cells + c * cellHeight + (cellHeight + FONT) / 2 - 2;
      g.drawString(classes.get(c), left - width - 6, y);
    }
    int widest = columns.stream().mapToInt(k -> metrics.stringWidth(k.name())).max().orElse(0);
    int step = Math.ceilDiv(widest + 4, cellWidth);
    for (int k = 0; k < columns.size(); k += step) {
      g.drawString(columns.get(k).name(), left + k * cellWidth, bottom + FONT + 2);
    }
  }

  private static int captionWidth(List<String> classes) {
    Graphics2D g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    g.setFont(Fonts.plain(FONT));
    int width =
        classes.stream().mapToInt(name -> g.getFontMetrics().stringWidth(name)).max().orElse(0);
    g.dispose();
    return width + 10;
  }
}
