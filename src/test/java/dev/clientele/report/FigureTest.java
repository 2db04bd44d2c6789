package dev.clientele.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.report.Figure.Line;
import dev.clientele.report.Figure.Style;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureTest {
  @TempDir private Path folder;

  private static Figure figure(String name, boolean logarithmic, Line... lines) {
    return new Figure(name, "title", "x", "y", logarithmic, logarithmic, List.of(lines));
  }

  @Test
  void everyStyleAndErrorBarsBecomeOnePicture() throws IOException {
    List<Double> x = List.of(1.0, 10.0, 10_000.0);
    List<Double> y = List.of(0.5, 1e-7, Double.NaN);
    Figure figure =
        figure(
            "all",
            true,
            new Line("measured", Style.SOLID, x, y, List.of(0.1, 1e-6, 0.0)),
            new Line("theory", Style.DASHED, x, List.of(1.0, 1.0, 1.0)),
            new Line("points", Style.POINTS, x, List.of(-1.0, 0.0, 3.0)));
    assertTrue(figure.write(folder));
    BufferedImage image = ImageIO.read(folder.resolve("all.png").toFile());
    assertEquals(1100, image.getWidth());
  }

  @Test
  void nothingToDrawIsNoFile() {
    Line none = new Line("none", Style.SOLID, List.of(1.0), List.of(Double.NaN));
    assertFalse(figure("none", false, none).write(folder));
    assertFalse(Files.exists(folder.resolve("none.png")));
    Line negative = new Line("negative", Style.POINTS, List.of(1.0), List.of(-1.0));
    assertFalse(figure("none", true, negative).write(folder));
  }

  @Test
  void linesOfUnequalLengthsAreRefused() {
    List<Double> two = List.of(1.0, 2.0);
    assertThrows(
        IllegalArgumentException.class, () -> new Line("a", Style.SOLID, two, List.of(1.0)));
    assertThrows(
        IllegalArgumentException.class, () -> new Line("a", Style.SOLID, two, two, List.of(1.0)));
  }

  @Test
  void aTableIsCommaSeparated() throws IOException {
    Table table =
        new Table("t", List.of("n", "error_rms"), List.of(List.of(2.0, 1e-7), List.of(3.0, 0.5)));
    table.write(folder);
    assertEquals("n,error_rms\n2.0,1.0E-7\n3.0,0.5\n", Files.readString(folder.resolve("t.csv")));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Table("t", List.of("a"), List.of(List.of(1.0, 2.0))));
    assertThrows(IllegalArgumentException.class, () -> new Table("t", List.of("a,b"), List.of()));
  }
}
