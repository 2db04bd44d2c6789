package dev.clientele.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.Tries;
import dev.clientele.tensor.RandomStream;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFilePropertyTest {
  @TempDir private Path folder;

  /** Damage of any kind gives images or the one exception that says what is wrong. */
  @Test
  void damagedFilesNeverSurprise() {
    Tries.check(400, this::readDamaged);
  }

  private void readDamaged(RandomStream random) {
    int count = Tries.between(random, 0, 5);
    int side = Tries.between(random, 1, 4);
    boolean packed = random.nextBoolean();
    boolean damageLabels = random.nextBoolean();
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
  private static byte[] damage(byte[] whole, RandomStream random) {
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
