package dev.clientele.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.data.ImageShape;
import dev.clientele.data.Images;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleGridTest {
  private static final int GAP = SampleGrid.GAP;

  @TempDir Path folder;

  @Test
  void upscalesByNearestNeighbourWithGaps() {
    ImageShape shape = new ImageShape(2, 2, 1);
    Images two =
        Images.adopt(shape, new float[] {-1, 1, 0, 5, 1, 1, 1, Float.NaN}, new int[] {0, 1});
    BufferedImage picture =
        SampleGrid.draw(List.of(new SampleGrid.Row("a", two), row(shape, 1)), 3, false);
    assertEquals(GAP + 2 * (6 + GAP), picture.getWidth());
    assertEquals(GAP + 2 * (6 + GAP), picture.getHeight());
    assertEquals(0x000000, rgb(picture, GAP, GAP));
    assertEquals(0x000000, rgb(picture, GAP + 2, GAP + 2));
    assertEquals(0xFFFFFF, rgb(picture, GAP + 3, GAP));
    assertEquals(0x808080, rgb(picture, GAP, GAP + 3));
    assertEquals(0xFFFFFF, rgb(picture, GAP + 5, GAP + 5), "beyond 1 is white");
    int paper = rgb(picture, GAP + 6, GAP);
    assertEquals(paper, rgb(picture, 0, 0));
    assertEquals(0xFFFFFF, rgb(picture, 2 * GAP + 6, GAP));
    assertEquals(0x000000, rgb(picture, 2 * GAP + 6 + 5, GAP + 5), "not a number is black");
    assertEquals(paper, rgb(picture, 2 * GAP + 6, 2 * GAP + 6), "the short row ends");
  }

  @Test
  void coloursAndGroups() {
    ImageShape shape = new ImageShape(1, 1, 3);
    Images red = Images.adopt(shape, new float[] {1, -1, -1}, new int[1]);
    Images blue = Images.adopt(shape, new float[] {-1, -1, 1}, new int[1]);
    var row = new SampleGrid.Row("two groups", List.of(red, blue));
    BufferedImage picture = SampleGrid.draw(List.of(row), 4, false);
    assertEquals(0xFF0000, rgb(picture, GAP, GAP));
    assertEquals(0x0000FF, rgb(picture, GAP + 4 + SampleGrid.GROUP_GAP, GAP));
    assertEquals(rgb(picture, 0, 0), rgb(picture, GAP + 4 + SampleGrid.GROUP_GAP - 1, GAP));
  }

  @Test
  void writesAPngWithCaptionsWhereThereAreFonts() throws IOException {
    ImageShape shape = new ImageShape(8, 8, 1);
    Path file = folder.resolve("grid.png");
    List<SampleGrid.Row> rows = List.of(new SampleGrid.Row("client 7", row(shape, 3).groups()));
    SampleGrid.write(file, rows, 2);
    BufferedImage picture = ImageIO.read(file.toFile());
    int bare = SampleGrid.draw(rows, 2, false).getWidth();
    assertEquals(Fonts.usable(), picture.getWidth() > bare);
    if (Fonts.usable()) {
      boolean ink = false;
      for (int x = 0; x < picture.getWidth() - bare; x++) {
        for (int y = 0; y < picture.getHeight(); y++) {
          ink |= (rgb(picture, x, y) & 0xFF) < 0x80;
        }
      }
      assertTrue(ink, "the caption is drawn at the left");
    }
  }

  @Test
  void refusesMixedShapes() {
    List<SampleGrid.Row> mixed =
        List.of(row(new ImageShape(2, 2, 1), 1), row(new ImageShape(3, 3, 1), 1));
    assertThrows(IllegalArgumentException.class, () -> SampleGrid.draw(mixed, 1, false));
    List<SampleGrid.Row> four = List.of(row(new ImageShape(2, 2, 4), 1));
    assertThrows(IllegalArgumentException.class, () -> SampleGrid.draw(four, 1, false));
  }

  private static SampleGrid.Row row(ImageShape shape, int count) {
    return new SampleGrid.Row(
        "row", Images.adopt(shape, new float[count * shape.size()], new int[count]));
  }

  private static int rgb(BufferedImage picture, int x, int y) {
    return picture.getRGB(x, y) & 0xFFFFFF;
  }
}
