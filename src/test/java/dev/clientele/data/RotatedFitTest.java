package dev.clientele.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatedFitTest {
  @TempDir Path folder;

  private float[] fit(byte[] content, int height, int width, double degrees, int to, int toWidth) {
    Path images = IdxWriter.write(folder, "images", IdxWriter.idx(content, 1, height, width));
    Path labels = IdxWriter.write(folder, "labels", IdxWriter.labels(1, 1));
    float[] pixels = new float[to * toWidth];
    new RotatedFit(height, width, to, toWidth)
        .draw(IdxPool.read(images, labels), 0, degrees, pixels, 0);
    return pixels;
  }

  @Test
  void unturnedIsCopied() {
    float[] same = fit(new byte[] {0, -1, 51, 0, 0, 102}, 2, 3, 0, 2, 3);
    assertArrayEquals(new float[] {-1, 1, -0.6f, -1, -1, -0.2f}, same, 1e-6f);
  }

  @Test
  void turnsClockwiseAboutTheCentre() {
    // A quarter turn clockwise takes the top row to the right column.
    float[] quarter = fit(new byte[] {-1, -1, 51, 0, 0, 0, 0, 0, 0}, 3, 3, 90, 3, 3);
    assertArrayEquals(new float[] {-1, -1, 1, -1, -1, 1, -1, -1, -0.6f}, quarter, 1e-5f);
  }

  @Test
  void cornersThatTurnOutAreBlack() {
    byte[] white = new byte[49];
    Arrays.fill(white, (byte) -1);
    float[] turned = fit(white, 7, 7, 45, 7, 7);
    assertEquals(1, turned[24]);
    assertEquals(-1, turned[0]);
  }

  @Test
  void largerFramesPadAndSmallerOnesAverage() {
    float[] padded = fit(new byte[] {-1, -1, -1, -1}, 2, 2, 0, 4, 4);
    float[] expected = {-1, -1, -1, -1, -1, 1, 1, -1, -1, 1, 1, -1, -1, -1, -1, -1};
    assertArrayEquals(expected, padded);
    float[] halved = fit(new byte[] {0, -1, 0, 0, 0, 0, -1, -1}, 2, 4, 0, 1, 2);
    assertArrayEquals(new float[] {-0.5f, 0}, halved, 1e-6f);
    // 3 to 2 pixels: each takes one and a half.
    float[] split = fit(new byte[] {0, 0, 0, 0, -1, 0, 0, 0, 0}, 3, 3, 0, 2, 2);
    for (float pixel : split) {
      assertEquals(0.25 / 2.25 * 2 - 1, pixel, 1e-6);
    }
    // Both sides shrink alike: the shorter one is padded.
    float[] wide = fit(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1}, 2, 4, 0, 2, 2);
    assertArrayEquals(new float[] {1, 1, -1, -1}, wide);
  }
}
