package dev.clientele.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmnistTest {
  @TempDir private Path folder;

  private void write(String part, byte[] labels) {
    // Stored column by column: the picture's first column is 1, 2.
    byte[] columns = {1, 2, 3, 4, 5, 6, 7, 8};
    String start = "emnist-letters-" + part;
    IdxWriter.write(
        folder, start + "-images-idx3-ubyte.gz", IdxWriter.gzip(IdxWriter.idx(columns, 2, 2, 2)));
    IdxWriter.write(
        folder, start + "-labels-idx1-ubyte.gz", IdxWriter.gzip(IdxWriter.idx(labels, 2)));
  }

  private Source read(boolean testApart) {
    return IdxFolder.emnist(folder, EmnistSplit.LETTERS).read(testApart, new Damage(false));
  }

  @Test
  void picturesAreTurnedUprightAndLabelsBeginAtZero() {
    write("train", new byte[] {1, 26});
    write("test", new byte[] {2, 3});
    ImagePool pool = read(false).clients();
    byte[] image = new byte[4];
    pool.read(1, image);
    assertArrayEquals(new byte[] {5, 7, 6, 8}, image);
    assertEquals(0, pool.label(0));
    assertEquals(25, pool.label(1));
    assertEquals(1, pool.label(2));
    assertEquals(26, pool.classes());
    assertEquals(2, read(true).clients().count());
    assertEquals(2, read(true).test().label(1));
  }

  @Test
  void aLabelOfNoLetterIsNamed() {
    write("train", new byte[] {1, 0});
    String message = assertThrows(DataException.class, () -> read(false)).getMessage();
    assertTrue(message.contains("labels from 1 to 26"), message);
    assertTrue(message.contains("image 1 has 0"), message);
  }

  @Test
  void aMissingTestFileIsAnErrorOnlyWhereItIsNeeded() {
    write("train", new byte[] {1, 2});
    assertEquals(2, read(false).clients().count());
    String message = assertThrows(DataException.class, () -> read(true)).getMessage();
    assertTrue(message.contains("emnist-letters-test-images-idx3-ubyte"), message);
  }
}
