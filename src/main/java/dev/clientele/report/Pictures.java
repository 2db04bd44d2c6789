package dev.clientele.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** PNG files of one chart or of several in rows. */
public final class Pictures {
  private static final Logger LOG = LoggerFactory.getLogger(Pictures.class);

  private Pictures() {}

  /**
   * Writes a file. A machine without fonts cannot draw charts: then a warning is logged and no file
   * is written.
   *
   * @param columns charts side by side
   * @param charts drawn only where they can be; nothing is written where there are none
   * @return whether a file was written
   * @throws ReportException if the file cannot be written
   */
  public static boolean write(Path file, int columns, Supplier<List<BufferedImage>> charts) {
    if (!Fonts.usable()) {
      LOG.warn("{} is left out, for there are no fonts to draw it with", file);
      return false;
    }
    List<BufferedImage> drawn = charts.get();
    if (drawn.isEmpty()) {
      return false;
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(tiled(drawn, Math.min(columns, drawn.size())), "png", png);
    } catch (IOException e) {
      throw new ReportException("cannot encode " + file + ": " + AtomicFile.reason(e), e);
    }
    AtomicFile.write(file, png.toByteArray());
    return true;
  }

  private static BufferedImage tiled(List<BufferedImage> charts, int columns) {
    int width = charts.stream().mapToInt(BufferedImage::getWidth).max().orElseThrow();
    int height = charts.stream().mapToInt(BufferedImage::getHeight).max().orElseThrow();
    int rows = Math.ceilDiv(charts.size(), columns);
    BufferedImage all =
        new BufferedImage(columns * width, rows * height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = all.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, all.getWidth(), all.getHeight());
    for (int i = 0; i < charts.size(); i++) {
      g.drawImage(charts.get(i), i % columns * width, i / columns * height, null);
    }
    g.dispose();
    return all;
  }
}
