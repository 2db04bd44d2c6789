package dev.clientele.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RotatedFitTest {
  private static float[] fit(
      byte[] content, int height, int width, double degrees, int to, int toWidth) {
    return fit(
        content, new ImageShape(height, width, 1), degrees, new ImageShape(to, toWidth, 1), false);
  }

  private static float[] fit(
      byte[] content, ImageShape from, double degrees, ImageShape to, boolean goesOn) {
    float[] pixels = new float[to.size()];
    new RotatedFit(from, to, goesOn).draw(content, degrees, pixels, 0);
    return pixels;
  }

  @Test
  void colourKeepsItsChannelsAndBecomesGreyByItsLuma() {
    byte[] two = {-1, 0, 0, 0, -1, 51};
    ImageShape colour = new ImageShape(1, 2, 3);
    float[] turned = fit(two, colour, 180, colour, true);
    assertArrayEquals(new float[] {-1, 1, -0.6f, 1, -1, -1}, turned, 1e-5f);
    float[] grey = fit(two, colour, 0, new ImageShape(1, 2, 1), true);
    assertArrayEquals(new float[] {2 * 0.299f - 1, 2 * (0.587f + 0.0228f) - 1}, grey, 1e-5f);
  }

  @Test
  void greyBecomesThreeEqualChannels() {
    float[] colour =
        fit(new byte[] {-1, 51}, new ImageShape(1, 2, 1), 0, new ImageShape(1, 2, 3), false);
    assertArrayEquals(new float[] {1, 1, 1, -0.6f, -0.6f, -0.6f}, colour, 1e-6f);
  }

  @Test
  void photographsGoOnBeyondTheirEdges() {
    byte[] white = new byte[49];
    Arrays.fill(white, (byte) -1);
    ImageShape shape = new ImageShape(7, 7, 1);
    for (float pixel : fit(white, shape, 45, shape, true)) {
      assertEquals(1, pixel, 1e-6);
    }
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
