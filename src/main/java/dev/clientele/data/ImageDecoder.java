package dev.clientele.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Reads JPEG and PNG files through ImageIO, without a display. */
final class ImageDecoder {
  /** Larger pictures are refused: a few bytes can claim any size. */
  private static final long MOST_PIXELS = 100_000_000;

  private ImageDecoder() {}

  /**
   * The picture in the file as {@code height * width} pixels of three bytes, fitted by {@link
   * CoverCrop}; what is transparent is on white.
   *
   * @throws DataException if the file is no readable picture, whole and undamaged
   */
  static byte[] read(Path file, int height, int width) {
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      if (in == null) {
        throw new IOException("it cannot be opened");
      }
      BufferedImage image = decode(in);
      return CoverCrop.fit(rgb(image), image.getHeight(), image.getWidth(), height, width);
    } catch (IOException | RuntimeException e) { // ImageIO's readers throw any of them
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new DataException(file + ": expected a readable JPEG or PNG image but " + reason, e);
    }
  }

  private static BufferedImage decode(ImageInputStream in) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
    if (!readers.hasNext()) {
      throw new IOException("it is something else");
    }
    ImageReader reader = readers.next();
    String[] warning = new String[1];
    try {
      reader.setInput(in);
      reader.addIIOReadWarningListener((_, text) -> warning[0] = worse(warning[0], text));
      long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
      if (pixels > MOST_PIXELS) {
        throw new IOException("it has " + pixels + " pixels, more than " + MOST_PIXELS);
      }
      BufferedImage image = reader.read(0);
      if (warning[0] != null) { // a truncated JPEG is only that: the missing part comes out grey
        throw new IOException("it is damaged: " + warning[0]);
      }
      return image;
    } finally {
      reader.dispose();
    }
  }

  /** Of a picture's warnings, one about its pixels; odd colour profiles do no harm. */
  private static String worse(String before, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.contains("premature") || lower.contains("corrupt") ? text : before;
  }

  private static byte[] rgb(BufferedImage image) {
    byte[] rgb = new byte[Math.multiplyExact(image.getHeight() * 3, image.getWidth())];
    boolean grey = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    boolean plain = grey && !image.getColorModel().hasAlpha();
    int[] row = new int[image.getWidth()];
    for (int y = 0; y < image.getHeight(); y++) {
      if (plain) {
        readGrey(image, y, row);
      } else {
        image.getRGB(0, y, row.length, 1, row, 0, row.length);
      }
      for (int x = 0; x < row.length; x++) {
        int at = (y * row.length + x) * 3;
        rgb[at] = onWhite(row[x], 16);
        rgb[at + 1] = onWhite(row[x], 8);
        rgb[at + 2] = onWhite(row[x], 0);
      }
    }
    return rgb;
  }

  /** The stored values: getRGB would take them for linear light and brighten the picture. */
  private static void readGrey(BufferedImage image, int y, int[] row) {
    Raster raster = image.getRaster();
    int bits = image.getColorModel().getComponentSize(0);
    int top = (1 << bits) - 1;
    for (int x = 0; x < row.length; x++) {
      int level = (raster.getSample(x, y, 0) * 255 + top / 2) / top;
      row[x] = 0xFF000000 | level * 0x010101;
    }
  }

  private static byte onWhite(int argb, int shift) {
    int alpha = argb >>> 24;
    int level = argb >> shift & 0xFF;
    return (byte) ((level * alpha + 255 * (255 - alpha) + 127) / 255);
  }
}
