package dev.clientele.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotsTest {
  @TempDir Path folder;

  @Test
  void linesOnALogarithmicAxis() throws IOException {
    assumeTrue(Fonts.usable(), "this machine has no fonts");
    var loss = Plots.Series.of("loss", 1, 0.1, 0, Double.NaN, 0.01);
    assertTrue(lines("a.png", loss));
    assertTrue(lines("b.png", loss));
    BufferedImage picture = ImageIO.read(folder.resolve("a.png").toFile());
    assertEquals(900, picture.getWidth());
    assertEquals(540, picture.getHeight());
    assertTrue(blue(picture), "the line is drawn");
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("a.png")), Files.readAllBytes(folder.resolve("b.png")));
    assertFalse(lines("none.png", Plots.Series.of("nothing positive", -1, Double.NaN)));
    assertFalse(Files.exists(folder.resolve("none.png")));
  }

  @Test
  void barsForEveryCategory() throws IOException {
    assumeTrue(Fonts.usable(), "this machine has no fonts");
    Path file = folder.resolve("bars.png");
    List<Plots.Series> series = List.of(Plots.Series.of("own", 1, Double.NaN));
    assertTrue(Plots.bars(file, "Loss", "loss", List.of("client 1", "client 2"), series));
    assertTrue(blue(ImageIO.read(file.toFile())));
    assertThrows(
        IllegalArgumentException.class,
        () -> Plots.bars(file, "Loss", "loss", List.of("client 1"), series));
  }

  private boolean lines(String name, Plots.Series series) {
    return Plots.lines(folder.resolve(name), "Loss", "round", "loss", List.of(series), true);
  }

  private static boolean blue(BufferedImage picture) {
    for (int x = 0; x < picture.getWidth(); x++) {
      for (int y = 0; y < picture.getHeight(); y++) {
        if ((picture.getRGB(x, y) & 0xFFFFFF) == 0x2A6FBB) {
          return true;
        }
      }
    }
    return false;
  }
}
