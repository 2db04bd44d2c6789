package dev.clientele.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarPoolTest {
  private static final int PLANE = 1024;

  @TempDir private Path folder;

  /** Record i: its label bytes, then red i, green 100 + i and blue 200 + i, but for one pixel. */
  private void write(String name, int count, int... labels) throws IOException {
    int stride = labels.length + 3 * PLANE;
    byte[] bytes = new byte[count * stride];
    for (int i = 0; i < count; i++) {
      int at = i * stride;
      for (int label : labels) {
        bytes[at++] = (byte) (label + i);
      }
      for (int c = 0; c < 3; c++) {
        Arrays.fill(bytes, at + c * PLANE, at + (c + 1) * PLANE, (byte) (100 * c + i));
      }
      bytes[at + 33] = 77; // red of row 1, column 1
    }
    Files.write(folder.resolve(name), bytes);
  }

  private void writeTen() throws IOException {
    for (int batch = 1; batch <= 5; batch++) {
      write("data_batch_" + batch + ".bin", 2, batch);
    }
    write("test_batch.bin", 3, 0);
  }

  private Source open(CifarKind kind, boolean testApart, boolean skips) {
    return CifarFolder.open(folder, kind, testApart, new Damage(skips));
  }

  private String problem(CifarKind kind) {
    return assertThrows(DataException.class, () -> open(kind, false, false)).getMessage();
  }

  @Test
  void planesBecomePixels() throws IOException {
    writeTen();
    ImagePool pool = open(CifarKind.CIFAR10, false, false).clients();
    assertEquals(13, pool.count());
    assertEquals(new ImageShape(32, 32, 3), pool.shape());
    assertEquals(List.of(1, 2, 2, 3), List.of(0, 1, 2, 3).stream().map(pool::label).toList());
    byte[] image = new byte[3 * PLANE];
    pool.read(1, image);
    assertEquals(List.of(1, 101, (int) (byte) 201), List.of(+image[0], +image[1], +image[2]));
    int odd = 3 * 33;
    assertEquals(List.of(77, 101), List.of(+image[odd], +image[odd + 1]));
    assertEquals(1, image[odd + 3]);
  }

  @Test
  void testFilesCanBeKeptApart() throws IOException {
    writeTen();
    Source source = open(CifarKind.CIFAR10, true, false);
    assertEquals(10, source.clients().count());
    assertEquals(3, source.test().count());
    assertEquals(2, source.test().label(2));
  }

  @Test
  void hundredHasFineAndCoarseLabelsWithNames() throws IOException {
    write("train.bin", 2, 7, 42);
    write("test.bin", 1, 7, 42);
    assertEquals(43, open(CifarKind.CIFAR100, false, false).clients().label(1));
    assertEquals("43", open(CifarKind.CIFAR100, false, false).clients().className(43));
    String names = "a\n".repeat(7) + "trees\n" + "b\n".repeat(12) + "\n";
    Files.writeString(folder.resolve("coarse_label_names.txt"), names);
    ImagePool coarse = open(CifarKind.CIFAR100_COARSE, false, false).clients();
    assertEquals(7, coarse.label(0));
    assertEquals("trees", coarse.className(7));
    assertEquals(20, coarse.classes());
  }

  @Test
  void aWrongLengthIsNamed() throws IOException {
    writeTen();
    Path cut = folder.resolve("data_batch_3.bin");
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 2 * 3073 - 1));
    String message = problem(CifarKind.CIFAR10);
    assertTrue(message.contains("data_batch_3.bin") && message.contains("3073"), message);
    assertTrue(message.contains("6145"), message);
    Files.write(cut, new byte[0]);
    assertTrue(problem(CifarKind.CIFAR10).contains("but was 0"));
  }

  @Test
  void impossibleLabelsAndMissingFilesAreNamed() throws IOException {
    writeTen();
    write("data_batch_2.bin", 3, 8);
    String label = problem(CifarKind.CIFAR10);
    assertTrue(label.contains("data_batch_2.bin") && label.contains("image 2 has 10"), label);
    Files.delete(folder.resolve("data_batch_2.bin"));
    assertTrue(problem(CifarKind.CIFAR10).contains("data_batch_2.bin"));
  }

  @Test
  void damagedFilesAreLeftOutAndCountedWhereThatIsAsked() throws IOException {
    writeTen();
    Files.write(folder.resolve("data_batch_3.bin"), new byte[100]);
    Files.delete(folder.resolve("data_batch_4.bin"));
    Source source = open(CifarKind.CIFAR10, false, true);
    assertEquals(9, source.clients().count());
    assertEquals(2, source.skipped().size());
    for (int batch : new int[] {1, 2, 5}) {
      Files.delete(folder.resolve("data_batch_" + batch + ".bin"));
    }
    assertThrows(DataException.class, () -> open(CifarKind.CIFAR10, true, true));
  }
}
