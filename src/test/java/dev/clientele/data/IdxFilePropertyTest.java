package dev.clientele.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class IdxFilePropertyTest {
  private static Path folder;

  @BeforeContainer
  static void makeFolder() throws IOException {
    folder = Files.createTempDirectory("idx");
  }

  @AfterContainer
  static void removeFolder() throws IOException {
    for (String name : new String[] {"images", "images.gz", "labels"}) {
      Files.deleteIfExists(folder.resolve(name));
    }
    Files.delete(folder);
  }

  /** Damage of any kind gives images or the one exception that says what is wrong. */
  @Property(tries = 400, seed = "20")
  void damagedFilesNeverSurprise(
      @ForAll @IntRange(min = 0, max = 5) int count,
      @ForAll @IntRange(min = 1, max = 4) int side,
      @ForAll boolean packed,
      @ForAll boolean damageLabels,
      @ForAll long seed) {
    Random random = new Random(seed);
    byte[] images = IdxWriter.images(count, side, side);
    byte[] labels = IdxWriter.labels(count, 3);
    images = packed ? IdxWriter.gzip(images) : images;
    Path imagesFile =
        IdxWriter.write(
            folder,
            packed ? "images.gz" : "images",
            damageLabels ? images : damage(images, random));
    Path labelsFile =
        IdxWriter.write(folder, "labels", damageLabels ? damage(labels, random) : labels);
    try {
      Images read = IdxFile.read(imagesFile, labelsFile);
      assertEquals(count, read.count());
    } catch (DataException e) {
      assertTrue(e.getMessage().contains(folder.toString()), e.getMessage());
      assertTrue(e.getMessage().contains("expected"), e.getMessage());
    }
  }

  /** Cuts, grows or changes some bytes; now and then leaves all as it is. */
  private static byte[] damage(byte[] whole, Random random) {
    byte[] damaged = whole.clone();
    if (random.nextInt(3) == 0) {
      damaged = Arrays.copyOf(damaged, random.nextInt(whole.length + 4));
    }
    int changes = damaged.length == 0 ? 0 : random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      // Mostly in the header, where a byte means most.
      int at = random.nextInt(random.nextBoolean() ? Math.min(16, damaged.length) : damaged.length);
      damaged[at] = (byte) random.nextInt();
    }
    return damaged;
  }
}
