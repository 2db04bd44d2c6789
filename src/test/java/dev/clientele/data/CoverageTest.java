package dev.clientele.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.junit.jupiter.api.Test;

class CoverageTest {
  private static double area(Shape shape) {
    Coverage coverage = new Coverage(10, 12);
    coverage.fill(new Rectangle2D.Double(0, 0, 12, 10)); // must leave nothing behind
    coverage.fill(shape);
    double sum = 0;
    for (int i = 0; i < 120; i++) {
      sum += coverage.get(i);
    }
    return sum;
  }

  @Test
  void pixelsAreCoveredInPart() {
    Coverage coverage = new Coverage(4, 4);
    coverage.fill(new Rectangle2D.Double(1.25, 1, 1.5, 1.5));
    float[] expected = {0, 0, 0, 0, 0, 0.75f, 0.75f, 0, 0, 0.375f, 0.375f, 0, 0, 0, 0, 0};
    for (int i = 0; i < 16; i++) {
      assertEquals(expected[i], coverage.get(i), 1e-6, "pixel " + i);
    }
  }

  @Test
  void areasAreRightAndClipped() {
    assertEquals(Math.PI * 16, area(new Ellipse2D.Double(1, 1, 8, 8)), 0.3);
    assertEquals(120, area(new Rectangle2D.Double(-5, -5, 100, 100)), 1e-4);
    assertEquals(0, area(new Rectangle2D.Double(20, 2, 3, 3)));
    assertEquals(0, area(new Path2D.Double()));
  }

  @Test
  void overlapsCountOnceAndOpenPathsClose() {
    Path2D.Double twice = new Path2D.Double(Path2D.WIND_NON_ZERO);
    twice.append(new Rectangle2D.Double(1, 1, 4, 4), false);
    twice.append(new Rectangle2D.Double(3, 3, 4, 4), false);
    assertEquals(16 + 16 - 4, area(twice), 1e-5);
    Path2D.Double open = new Path2D.Double();
    open.moveTo(2, 1);
    open.lineTo(8, 1);
    open.lineTo(8, 9);
    open.lineTo(2, 9);
    assertEquals(48, area(open), 1e-5);
  }
}
