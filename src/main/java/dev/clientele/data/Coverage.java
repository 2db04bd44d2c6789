package dev.clientele.data;

import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.util.Arrays;

/**
 * How much of each pixel a Java2D shape covers, 0..1. Filled here, in Java arithmetic, and not
 * through a {@code Graphics2D}, whose anti-aliasing and native loops may differ between platforms:
 * so pictures are the same bits everywhere, and no display or font is ever touched. Not
 * thread-safe; reused from shape to shape.
 */
final class Coverage {
  /** Scan lines in a row of pixels; along a line coverage is exact. */
  private static final int LINES = 4;

  private static final double FLATNESS = 0.05;

  private final int height;
  private final int width;
  private final float[] covered;
  // Edge e is x, y, x, y at 4e, the upper end first; sign[e] is its direction before that.
  private double[] edges = new double[1024];
  private int[] sign = new int[256];
  private int edgeCount;
  private double[] crossings = new double[16];
  private int[] crossingSigns = new int[16];
  private int crossingCount;

  Coverage(int height, int width) {
    this.height = height;
    this.width = width;
    this.covered = new float[height * width];
  }

  /** The part of pixel {@code i}, counted row by row, that the last shape covers. */
  float get(int i) {
    return Math.min(1, covered[i]);
  }

  /** Fills {@code shape}, given in pixels, by the non-zero winding rule. */
  void fill(Shape shape) {
    Arrays.fill(covered, 0);
    collectEdges(shape.getPathIterator(null, FLATNESS));
    for (int line = 0; line < height * LINES; line++) {
      collectCrossings((line + 0.5) / LINES);
      int winding = 0;
      for (int i = 0; i + 1 < crossingCount; i++) {
        winding += crossingSigns[i];
        if (winding != 0) {
          cover(line / LINES * width, crossings[i], crossings[i + 1]);
        }
      }
    }
  }

  private void collectEdges(PathIterator path) {
    edgeCount = 0;
    double[] at = new double[6];
    double x = 0;
    double y = 0;
    double startX = 0;
    double startY = 0;
    for (; !path.isDone(); path.next()) {
      int kind = path.currentSegment(at);
      if (kind == PathIterator.SEG_LINETO) {
        addEdge(x, y, at[0], at[1]);
        x = at[0];
        y = at[1];
      } else {
        addEdge(x, y, startX, startY); // filling closes what the path leaves open
        if (kind == PathIterator.SEG_MOVETO) {
          startX = at[0];
          startY = at[1];
        }
        x = startX;
        y = startY;
      }
    }
    addEdge(x, y, startX, startY);
  }

  private void addEdge(double x0, double y0, double x1, double y1) {
    if (y0 == y1) {
      return;
    }
    if (edgeCount == sign.length) {
      sign = Arrays.copyOf(sign, 2 * edgeCount);
      edges = Arrays.copyOf(edges, 8 * edgeCount);
    }
    boolean down = y0 < y1;
    int e = 4 * edgeCount;
    edges[e] = down ? x0 : x1;
    edges[e + 1] = down ? y0 : y1;
    edges[e + 2] = down ? x1 : x0;
    edges[e + 3] = down ? y1 : y0;
    sign[edgeCount++] = down ? 1 : -1;
  }

  /** Where edges cross the line at {@code y}, from left to right. */
  private void collectCrossings(double y) {
    crossingCount = 0;
    for (int e = 0; e < edgeCount; e++) {
      double top = edges[4 * e + 1];
      double bottom = edges[4 * e + 3];
      if (top <= y && y < bottom) {
        double left = edges[4 * e];
        addCrossing(left + (y - top) / (bottom - top) * (edges[4 * e + 2] - left), sign[e]);
      }
    }
  }

  private void addCrossing(double x, int direction) {
    if (crossingCount == crossings.length) {
      crossings = Arrays.copyOf(crossings, 2 * crossingCount);
      crossingSigns = Arrays.copyOf(crossingSigns, 2 * crossingCount);
    }
    int i = crossingCount++;
    for (; i > 0 && crossings[i - 1] > x; i--) {
      crossings[i] = crossings[i - 1];
      crossingSigns[i] = crossingSigns[i - 1];
    }
    crossings[i] = x;
    crossingSigns[i] = direction;
  }

  private void cover(int row, double from, double to) {
    double left = Math.max(0, from);
    double right = Math.min(width, to);
    for (int x = (int) left; x < right; x++) {
      covered[row + x] += (float) ((Math.min(right, x + 1) - Math.max(left, x)) / LINES);
    }
  }
}
