package dev.clientele.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BarChartTest {
  private static final int BLUE = 0x2A6FBB;
  private static final int ORANGE = 0xD9601A;

  private static BufferedImage chart(List<String> names, double... heights) {
    List<Double> values = Arrays.stream(heights).boxed().toList();
    List<Double> spreads = values.stream().map(_ -> Double.NaN).toList();
    BarChart.Bars one = new BarChart.Bars("rounds=1", values, spreads);
    BarChart.Bars two =
        new BarChart.Bars("rounds=5", values.stream().map(v -> v / 2).toList(), spreads);
    return BarChart.draw("Accuracy", "accuracy", names, List.of(one, two));
  }

  /** The longest run of a colour in any row. */
  private static int longest(BufferedImage picture, int colour) {
    int longest = 0;
    for (int y = 0; y < picture.getHeight(); y++) {
      int run = 0;
      for (int x = 0; x < picture.getWidth(); x++) {
        run = (picture.getRGB(x, y) & 0xFFFFFF) == colour ? run + 1 : 0;
        longest = Math.max(longest, run);
      }
    }
    return longest;
  }

  private static List<String> many(String name) {
    return IntStream.range(0, 16).mapToObj(i -> name + i).toList();
  }

  @Test
  void longNamesHaveLyingBarsOfTheirLengths() {
    assumeTrue(Fonts.usable(), "this machine has no fonts");
    double[] heights = new double[16];
    heights[3] = 1;
    BufferedImage picture = chart(many("a method with a long name "), heights);
    int blue = longest(picture, BLUE);
    assertTrue(blue > 200, "was " + blue);
    assertEquals(blue / 2.0, longest(picture, ORANGE), 2);
    assertTrue(picture.getHeight() > 16 * 30, "a place for each");
  }

  @Test
  void whatIsNotThereHasNoBar() {
    assumeTrue(Fonts.usable(), "this machine has no fonts");
    double[] nothing = new double[16];
    Arrays.fill(nothing, Double.NaN);
    BufferedImage picture = chart(many("a method with a long name "), nothing);
    assertFalse(longest(picture, ORANGE) > 14, "no bar, only the legend");
  }

  @Test
  void shortNamesHaveUprightBars() {
    assumeTrue(Fonts.usable(), "this machine has no fonts");
    BufferedImage picture = chart(List.of("a", "b"), 1, 0.5);
    assertEquals(ChartStyle.HEIGHT, picture.getHeight());
    assertTrue(longest(picture, BLUE) > 20);
  }
}
