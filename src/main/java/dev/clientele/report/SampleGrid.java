package dev.clientele.report;

import dev.clientele.data.ImageShape;
import dev.clientele.data.Images;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * A picture of images in rows, such as a row a client, with a caption at the left where the machine
 * has fonts. Pure; safe to call from many threads for different files.
 */
public final class SampleGrid {
  /** Pixels between images, and between groups of images. */
  static final int GAP = 2;

  static final int GROUP_GAP = 14;

  private static final int FONT = 13;
  private static final Color PAPER = new Color(0xD5D9DC);
  private static final Color INK = new Color(0x22262A);

  /**
   * One row.
   *
   * @param caption a few words; may be empty
   * @param groups images side by side, with a wider gap between groups, such as real and generated
   */
  public record Row(String caption, List<Images> groups) {
    /** Copies the list. */
    public Row {
      groups = List.copyOf(groups);
    }

    /** A row of one group. */
    public Row(String caption, Images images) {
      this(caption, List.of(images));
    }
  }

  private SampleGrid() {}

  /**
   * Writes a PNG.
   *
   * @param rows at least one; all images have one shape, with 1 channel or 3
   * @param scale pixels of the picture a pixel of an image, at least 1
   * @throws ReportException if the file cannot be written
   */
  public static void write(Path file, List<Row> rows, int scale) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(draw(rows, scale, Fonts.usable()), "png", png);
    } catch (IOException e) {
      throw new ReportException("cannot encode " + file + ": " + AtomicFile.reason(e), e);
    }
    AtomicFile.write(file, png.toByteArray());
  }

  static BufferedImage draw(List<Row> rows, int scale, boolean captions) {
    ImageShape shape = requireOneShape(rows);
    if (scale < 1) {
      throw new IllegalArgumentException("expected a scale of at least 1 but was " + scale);
    }
    int left = GAP + (captions ? captionWidth(rows) : 0);
    int rowHeight = Math.max(shape.height() * scale, captions ? FONT + 3 : 0) + GAP;
    int width = 0;
    for (Row row : rows) {
      width = Math.max(width, rowWidth(row, shape, scale));
    }
    BufferedImage picture =
        new BufferedImage(left + width, GAP + rows.size() * rowHeight, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = picture.createGraphics();
    g.setColor(PAPER);
    g.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    for (int r = 0; r < rows.size(); r++) {
      int top = GAP + r * rowHeight;
      drawRow(picture, rows.get(r), left, top, scale);
      if (captions) {
        drawCaption(g, rows.get(r).caption(), top + (rowHeight - GAP + FONT) / 2 - 2);
      }
    }
    g.dispose();
    return picture;
  }

  private static int rowWidth(Row row, ImageShape shape, int scale) {
    int images = row.groups().stream().mapToInt(Images::count).sum();
    return images * (shape.width() * scale + GAP)
        + Math.max(0, row.groups().size() - 1) * (GROUP_GAP - GAP);
  }

  private static void drawRow(BufferedImage to, Row row, int left, int top, int scale) {
    int x = left;
    for (Images group : row.groups()) {
      for (int i = 0; i < group.count(); i++) {
        drawImage(to, group, i, x, top, scale);
        x += group.shape().width() * scale + GAP;
      }
      x += GROUP_GAP - GAP;
    }
  }

  private static void drawImage(
      BufferedImage to, Images images, int index, int left, int top, int scale) {
    ImageShape shape = images.shape();
    float[] pixels = new float[shape.size()];
    images.copyTo(index, pixels, 0);
    for (int y = 0; y < shape.height() * scale; y++) {
      for (int x = 0; x < shape.width() * scale; x++) {
        int at = ((y / scale) * shape.width() + x / scale) * shape.channels();
        to.setRGB(left + x, top + y, colour(pixels, at, shape.channels()));
      }
    }
  }

  private static int colour(float[] pixels, int at, int channels) {
    int red = level(pixels[at]);
    int green = channels == 1 ? red : level(pixels[at + 1]);
    int blue = channels == 1 ? red : level(pixels[at + 2]);
    return red << 16 | green << 8 | blue;
  }

  /** From -1..1, and anything beyond, to 0..255; NaN is 0. */
  private static int level(float pixel) {
    return Math.round(Math.clamp(Float.isNaN(pixel) ? -1 : pixel, -1f, 1f) * 127.5f + 127.5f);
  }

  private static int captionWidth(List<Row> rows) {
    Graphics2D g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    g.setFont(Fonts.plain(FONT));
    int width = 0;
    for (Row row : rows) {
      width = Math.max(width, g.getFontMetrics().stringWidth(row.caption()));
    }
    g.dispose();
    return width == 0 ? 0 : width + 12;
  }

  private static void drawCaption(Graphics2D g, String caption, int baseline) {
    g.setFont(Fonts.plain(FONT));
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(INK);
    g.drawString(caption, 6, baseline);
  }

  private static ImageShape requireOneShape(List<Row> rows) {
    ImageShape shape = rows.getFirst().groups().getFirst().shape();
    if (shape.channels() != 1 && shape.channels() != 3) {
      throw new IllegalArgumentException("expected 1 or 3 channels but was " + shape.channels());
    }
    for (Row row : rows) {
      for (Images group : row.groups()) {
        if (!group.shape().equals(shape)) {
          throw new IllegalArgumentException(
              "row " + row.caption() + ": expected " + shape + " but was " + group.shape());
        }
      }
    }
    return shape;
  }
}
