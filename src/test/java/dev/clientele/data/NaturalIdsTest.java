package dev.clientele.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.tensor.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NaturalIdsTest {
  private static final RandomKey KEY = RandomKey.of(2).child("data");

  @TempDir private Path folder;

  private Path table(String text) throws IOException {
    return Files.writeString(folder.resolve("ids.csv"), text);
  }

  private static SortedMap<String, int[]> read(Path file, String imageColumn, int count) {
    ImagePool pool = Pools.Numbers.of(count, 2);
    return NaturalIds.read(file, "who", imageColumn, pool, new Damage(false));
  }

  private static String problem(Supplier<?> read) {
    return assertThrows(DataException.class, read::get).getMessage();
  }

  @Test
  void rowsAreImagesInOrder() throws IOException {
    SortedMap<String, int[]> ids = read(table("n,who\n1,ann\n2,bob\n3,ann\n"), "", 3);
    assertEquals(2, ids.size());
    assertArrayEquals(new int[] {0, 2}, ids.get("ann"));
    assertArrayEquals(new int[] {1}, ids.get("bob"));
  }

  @Test
  void rowsCanNameTheirImages() throws IOException {
    SortedMap<String, int[]> ids = read(table("who\timage\nann\t2\nbob\t0\n"), "image", 3);
    assertArrayEquals(new int[] {2}, ids.get("ann"));
    assertArrayEquals(new int[] {0}, ids.get("bob"));
  }

  @Test
  void quotedCellsMayHoldCommasAndQuotes() throws IOException {
    SortedMap<String, int[]> ids =
        read(table("\"a, b\",who\r\nx,\"Smith, \"\"Jo\"\"\"\r\n\r\ny, ann \r\n"), "", 2);
    assertEquals("[Smith, \"Jo\", ann]", ids.keySet().toString());
  }

  @Test
  void whatDoesNotFitIsNamed() throws IOException {
    Path good = table("who\nann\nbob\n");
    String rows = problem(() -> read(good, "", 3));
    assertTrue(rows.contains("expected 3 rows") && rows.contains("but was 2"), rows);
    Path odd = table("who,x\nann,1\nbob\n");
    assertTrue(problem(() -> read(odd, "", 2)).contains("ids.csv:3: expected 2 cells"));
    Path other = table("client\nann\n");
    String column = problem(() -> read(other, "", 1));
    assertTrue(column.contains("\"who\"") && column.contains("[client]"), column);
    Path twice = table("who,image\nann,1\nbob,1\n");
    assertTrue(problem(() -> read(twice, "image", 2)).contains("row 2: expected each image once"));
    Path strange = table("who,image\nann,1\nbob,9\n");
    assertTrue(problem(() -> read(strange, "image", 2)).contains("was 9"));
    Path empty = table("");
    assertTrue(problem(() -> read(empty, "", 1)).contains("header"));
    assertTrue(problem(() -> read(folder.resolve("no.csv"), "", 1)).contains("no.csv"));
  }

  @Test
  void rowsOfUnknownImagesCanBeLeftOut() throws IOException {
    Damage damage = new Damage(true);
    ImagePool pool = Pools.Numbers.of(2, 2);
    Path file = table("who,image\nann,1\nbob,9\n");
    assertEquals(1, NaturalIds.read(file, "who", "image", pool, damage).size());
    assertEquals(1, damage.skipped().size());
  }

  /** Client "c k" has k images, k from 1 to 9. */
  private SortedMap<String, int[]> unequal() throws IOException {
    StringBuilder text = new StringBuilder("who\n");
    for (int k = 1; k < 10; k++) {
      text.append(("c" + k + "\n").repeat(k));
    }
    return read(table(text.toString()), "", 45);
  }

  @Test
  void clientsAreIdsWithAllTheirImagesOrEquallyMany() throws IOException {
    ClientCounts counts = new ClientCounts(3, 2, 2, 2, 0);
    Damage skip = new Damage(true);
    Holdings all = NaturalIds.hold(unequal(), counts, true, KEY, "ids", skip);
    assertEquals(5, all.clients().size());
    assertEquals(3, all.registered());
    for (Holding client : all.clients()) {
      assertEquals("c" + client.images().length, client.name());
      int[] images = client.images().clone();
      Arrays.sort(images);
      assertArrayEquals(unequal().get(client.name()), images);
    }
    Holdings equal = NaturalIds.hold(unequal(), counts, false, KEY, "ids", new Damage(true));
    equal.clients().forEach(client -> assertEquals(4, client.images().length));
  }

  @Test
  void idsWithTooFewImagesAreAnErrorOrSkipped() throws IOException {
    ClientCounts counts = new ClientCounts(6, 0, 2, 2, 0);
    SortedMap<String, int[]> ids = unequal();
    String message =
        problem(() -> NaturalIds.hold(ids, counts, false, KEY, "ids", new Damage(false)));
    assertTrue(message.contains("at least 4 images for client \"c"), message);
    ClientCounts many = new ClientCounts(7, 0, 2, 2, 0);
    Damage skip = new Damage(true);
    String few = problem(() -> NaturalIds.hold(ids, many, false, KEY, "ids", skip));
    assertTrue(few.contains("expected 7 clients") && few.contains("there are 6"), few);
    assertEquals(3, skip.skipped().size());
  }
}
