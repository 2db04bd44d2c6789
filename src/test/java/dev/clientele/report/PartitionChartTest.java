package dev.clientele.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionChartTest {
  private static final List<String> CLASSES = List.of("a", "b");
  private static final List<PartitionChart.Column> COLUMNS =
      List.of(
          new PartitionChart.Column("0", false, List.of(9, 0)),
          new PartitionChart.Column("1", true, List.of(1, 4)));

  @TempDir private Path folder;

  /** Without captions: a margin of 12, bars of 90 pixels, a gap of 6, cells of 28 x 18. */
  @Test
  void moreImagesAreDarkerAndBarsHigher() {
    BufferedImage picture = PartitionChart.draw(CLASSES, COLUMNS, false);
    int first = darkness(picture, 20, 112);
    int few = darkness(picture, 48, 112);
    int half = darkness(picture, 48, 130);
    int none = darkness(picture, 20, 130);
    assertTrue(first > half && half > few && few > none, first + " " + half + " " + few);
    assertEquals(new Color(0x2A6FBB).getRGB(), picture.getRGB(20, 14), "registered, full height");
    assertEquals(Color.WHITE.getRGB(), picture.getRGB(48, 50), "unseen, 5 of 9");
    assertEquals(new Color(0xD9601A).getRGB(), picture.getRGB(48, 60));
  }

  private static int darkness(BufferedImage picture, int x, int y) {
    return 255 - new Color(picture.getRGB(x, y)).getRed();
  }

  @Test
  void manyClientsAndClassesFit() throws IOException {
    List<String> classes = IntStream.range(0, 100).mapToObj(c -> "class " + c).toList();
    List<PartitionChart.Column> columns = new ArrayList<>();
    for (int id = 0; id < PartitionChart.MOST_CLIENTS; id++) {
      columns.add(new PartitionChart.Column("" + id, false, Collections.nCopies(100, 0)));
    }
    Path file = folder.resolve("p.png");
    PartitionChart.write(file, classes, columns);
    BufferedImage picture = ImageIO.read(file.toFile());
    assertTrue(picture.getWidth() < 1200 && picture.getHeight() < 900);
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed() throws IOException {
    Path in = Files.writeString(folder.resolve("file"), "").resolve("x.png");
    String message =
        assertThrows(ReportException.class, () -> PartitionChart.write(in, CLASSES, COLUMNS))
            .getMessage();
    assertTrue(message.contains("x.png"), message);
  }
}
