package dev.clientele.report;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether Java2D can draw text here: servers often have no fonts, or no fontconfig to find them.
 */
final class Fonts {
  private static final Logger LOG = LoggerFactory.getLogger(Fonts.class);
  private static final boolean USABLE = probe();

  private Fonts() {}

  static boolean usable() {
    return USABLE;
  }

  static Font plain(int pixels) {
    return new Font(Font.SANS_SERIF, Font.PLAIN, pixels);
  }

  // Java reports missing fonts by errors and exceptions of many kinds, a bare Error among them.
  private static boolean probe() {
    Graphics2D g = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB).createGraphics();
    try {
      g.setFont(plain(12));
      g.drawString("x", 0, 8);
      return g.getFontMetrics().stringWidth("x") > 0;
    } catch (RuntimeException | Error e) {
      LOG.warn("no usable fonts on this machine, so pictures come without text ({})", e.toString());
      return false;
    } finally {
      g.dispose();
    }
  }
}
