package dev.clientele.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFileTest {
  private static final String IMAGES = "t10k-images-idx3-ubyte";
  private static final String LABELS = "t10k-labels-idx1-ubyte";

  @TempDir Path folder;

  private Images read(byte[] images, byte[] labels) {
    return IdxFile.read(
        IdxWriter.write(folder, IMAGES, images), IdxWriter.write(folder, LABELS, labels));
  }

  private void assertBad(byte[] images, byte[] labels, String... words) {
    String message = assertThrows(DataException.class, () -> read(images, labels)).getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
  }

  @Test
  void readsPixelsAndLabels() {
    Images images = read(IdxWriter.images(4, 2, 3), IdxWriter.labels(4, 3));
    assertEquals(new ImageShape(2, 3, 1), images.shape());
    assertArrayEquals(new int[] {0, 1, 2, 0}, Pixels.labels(images));
    float[] pixels = Pixels.all(images);
    assertEquals(24, pixels.length);
    assertEquals(-1f, pixels[0]);
    assertEquals((float) ((93 + 35) / 127.5 - 1), pixels[23]);
    Images whole = read(IdxWriter.idx(new byte[] {-1, 0}, 1, 1, 2), IdxWriter.labels(1, 1));
    assertArrayEquals(new float[] {1, -1}, Pixels.all(whole), "255 is white, 0 is black");
  }

  @Test
  void readsPackedFilesOfAFolderAndBothParts() {
    IdxWriter.write(folder, IMAGES + ".gz", IdxWriter.gzip(IdxWriter.images(3, 2, 2)));
    IdxWriter.write(folder, LABELS + ".gz", IdxWriter.gzip(IdxWriter.labels(3, 3)));
    assertArrayEquals(new int[] {0, 1, 2}, Pixels.labels(IdxFile.readFolder(folder)));
    IdxWriter.write(folder, "train-images-idx3-ubyte", IdxWriter.images(2, 2, 2));
    IdxWriter.write(folder, "train-labels-idx1-ubyte", IdxWriter.labels(2, 1));
    Images both = IdxFile.readFolder(folder);
    assertArrayEquals(new int[] {0, 0, 0, 1, 2}, Pixels.labels(both), "training part first");
    assertArrayEquals(Pixels.of(both, 1), Pixels.of(both, 3));
  }

  @Test
  void partsOfDifferentSizesAreAnError() {
    read(IdxWriter.images(3, 2, 2), IdxWriter.labels(3, 3));
    IdxWriter.write(folder, "train-images-idx3-ubyte", IdxWriter.images(2, 2, 3));
    IdxWriter.write(folder, "train-labels-idx1-ubyte", IdxWriter.labels(2, 1));
    String message =
        assertThrows(DataException.class, () -> IdxFile.readFolder(folder)).getMessage();
    assertTrue(message.contains("2 x 3") && message.contains("2 x 2"), message);
  }

  @Test
  void missingFilesAreNamed() {
    String none = assertThrows(DataException.class, () -> IdxFile.readFolder(folder)).getMessage();
    assertTrue(none.contains(folder.toString()) && none.contains(IMAGES), none);
    IdxWriter.write(folder, IMAGES, IdxWriter.images(3, 2, 2));
    String labels =
        assertThrows(DataException.class, () -> IdxFile.readFolder(folder)).getMessage();
    assertTrue(labels.contains(LABELS), labels);
  }

  @Test
  void wrongMagicIsAnError() {
    byte[] labels = IdxWriter.labels(3, 3);
    assertBad(labels, labels, IMAGES, "0x00000803", "0x00000801");
    assertBad(new byte[] {'P', 'K', 3, 4}, labels, IMAGES, "0x504b0304");
  }

  @Test
  void everyTruncationIsAnErrorPlainAndPacked() {
    byte[] whole = IdxWriter.images(3, 2, 2);
    byte[] packed = IdxWriter.gzip(whole);
    Path labels = IdxWriter.write(folder, LABELS, IdxWriter.labels(3, 3));
    for (int length = 0; length < whole.length; length++) {
      assertBad(Arrays.copyOf(whole, length), IdxWriter.labels(3, 3), IMAGES, "expected", "but");
    }
    for (int length = 0; length < packed.length; length++) {
      Path cut = IdxWriter.write(folder, IMAGES + ".gz", Arrays.copyOf(packed, length));
      String message =
          assertThrows(DataException.class, () -> IdxFile.read(cut, labels)).getMessage();
      assertTrue(message.contains(IMAGES + ".gz") && message.contains("but"), message);
    }
  }

  @Test
  void saysHowManyBytesAreMissing() {
    byte[] whole = IdxWriter.images(3, 2, 2);
    assertBad(
        Arrays.copyOf(whole, whole.length - 5),
        IdxWriter.labels(3, 3),
        "12 bytes of data",
        "ends after 7");
  }

  @Test
  void trailingBytesAreAnError() {
    byte[] whole = IdxWriter.images(3, 2, 2);
    assertBad(Arrays.copyOf(whole, whole.length + 1), IdxWriter.labels(3, 3), IMAGES, "12", "more");
  }

  @Test
  void countsMustMatch() {
    assertBad(IdxWriter.images(3, 2, 2), IdxWriter.labels(4, 3), LABELS, "3 labels", "was 4");
  }

  @Test
  void absurdSizesAskForNoMemory() {
    byte[] labels = IdxWriter.labels(3, 3);
    int huge = Integer.MAX_VALUE;
    assertBad(IdxWriter.idx(new byte[3], huge, huge, huge), labels, IMAGES, "product");
    assertBad(IdxWriter.idx(new byte[3], 0, huge, huge), labels, IMAGES, "product");
    assertBad(IdxWriter.idx(new byte[3], huge - 100, 1, 1), labels, IMAGES, "at most");
    assertBad(IdxWriter.idx(new byte[3], -1, 1, 1), labels, IMAGES, "positive");
    assertBad(IdxWriter.idx(new byte[3], 1, 0, 3), labels, IMAGES, "positive");
    assertBad(IdxWriter.idx(new byte[3], 1, -3, -1), labels, IMAGES, "positive");
  }

  @Test
  void aDamagedPairCanBeLeftOut() {
    IdxWriter.write(folder, "train-images-idx3-ubyte", IdxWriter.images(2, 2, 2));
    IdxWriter.write(folder, "train-labels-idx1-ubyte", IdxWriter.labels(2, 1));
    IdxWriter.write(folder, IMAGES, IdxWriter.images(3, 2, 2));
    IdxWriter.write(folder, LABELS, Arrays.copyOf(IdxWriter.labels(3, 3), 9));
    Damage damage = new Damage(true);
    assertEquals(2, IdxFolder.mnist(folder).read(false, damage).clients().count());
    assertEquals(1, damage.skipped().size());
    assertTrue(damage.skipped().getFirst().contains(LABELS), damage.skipped().toString());
    IdxWriter.write(folder, "train-labels-idx1-ubyte", IdxWriter.labels(9, 1));
    assertThrows(DataException.class, () -> IdxFolder.mnist(folder).read(false, new Damage(true)));
  }

  @Test
  void noImagesAreFine() {
    assertEquals(0, read(IdxWriter.images(0, 2, 2), IdxWriter.labels(0, 1)).count());
  }
}
