package dev.clientele.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageDecoderTest {
  @TempDir private Path folder;

  private byte[] read(BufferedImage image, int height, int width) {
    return ImageDecoder.read(Pictures.write(folder.resolve("image.png"), image), height, width);
  }

  @Test
  void greyKeepsItsLevels() {
    BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(0, 0, 0, 100);
    grey.getRaster().setSample(1, 0, 0, 200);
    byte[] expected = {100, 100, 100, (byte) 200, (byte) 200, (byte) 200};
    assertArrayEquals(expected, read(grey, 1, 2));
    BufferedImage deep = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setSample(0, 0, 0, 100 * 257);
    deep.getRaster().setSample(1, 0, 0, 200 * 257);
    assertArrayEquals(expected, read(deep, 1, 2));
  }

  @Test
  void blackAndWhiteIsBlackAndWhite() {
    BufferedImage bits = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
    bits.setRGB(1, 0, 0xFFFFFF);
    assertArrayEquals(new byte[] {0, 0, 0, -1, -1, -1}, read(bits, 1, 2));
  }

  @Test
  void whatIsTransparentIsOnWhite() {
    BufferedImage glass = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    glass.setRGB(0, 0, 0x00123456);
    glass.setRGB(1, 0, 0x80000000);
    assertArrayEquals(new byte[] {-1, -1, -1, 127, 127, 127}, read(glass, 1, 2));
  }

  /** Cut at the sides, not squeezed. */
  @Test
  void aWidePictureLosesItsSides() {
    BufferedImage wide = new BufferedImage(6, 2, BufferedImage.TYPE_INT_RGB);
    int[] columns = {0xFF0000, 0xFF0000, 0x101010, 0x303030, 0xFF0000, 0xFF0000};
    for (int p = 0; p < 12; p++) {
      wide.setRGB(p % 6, p / 6, columns[p % 6]);
    }
    assertArrayEquals(new byte[] {0x20, 0x20, 0x20}, read(wide, 1, 1));
    byte[] expected = {16, 16, 16, 48, 48, 48, 16, 16, 16, 48, 48, 48};
    assertArrayEquals(expected, read(wide, 2, 2));
    // A tall frame of a picture of one row: enlarged until it covers.
    byte[] tall = read(wide.getSubimage(2, 0, 2, 1), 2, 1);
    assertArrayEquals(new byte[] {32, 32, 32, 32, 32, 32}, tall);
  }
}
