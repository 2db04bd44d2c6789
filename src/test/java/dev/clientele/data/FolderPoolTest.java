package dev.clientele.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderPoolTest {
  @TempDir private Path folder;
  private Path root;

  /** Two domains, three classes; the colour says which image it is. */
  @BeforeEach
  void makeFiles() {
    root = folder.resolve("pictures");
    Pictures.write(root.resolve("west/cup/b.png"), 6, 4, 0x102030);
    Pictures.write(root.resolve("west/cup/a.png"), 4, 6, 0x405060);
    Pictures.write(root.resolve("west/bag/z.PNG"), 2, 2, 0x708090);
    Pictures.write(root.resolve("east/hat/q.jpg"), 40, 30, 0x808080);
    Pictures.write(root.resolve("east/bag/p.png"), 3, 3, 0xA0B0C0);
  }

  private FolderPool open(Damage damage, String... domains) {
    return FolderPool.open(root, List.of(domains), 2, 3, folder.resolve("cache"), damage);
  }

  private String problem() {
    return assertThrows(DataException.class, () -> open(new Damage(false))).getMessage();
  }

  private static int colour(ImagePool pool, int i) {
    byte[] image = new byte[pool.shape().size()];
    pool.read(i, image);
    int at = image.length - 3; // the last pixel; all are equal
    return (image[at] & 0xFF) << 16 | (image[at + 1] & 0xFF) << 8 | (image[at + 2] & 0xFF);
  }

  @Test
  void listsDomainsAndClassesByName() {
    FolderPool pool = open(new Damage(false));
    assertEquals("pictures", pool.name());
    assertEquals(List.of("east", "west"), pool.domains());
    assertEquals(3, pool.classes());
    assertEquals("hat", pool.className(2));
    assertEquals(new ImageShape(2, 3, 3), pool.shape());
    List<String> names = Stream.iterate(0, i -> i + 1).limit(5).map(pool::imageName).toList();
    assertEquals(
        List.of(
            "east/bag/p.png",
            "east/hat/q.jpg",
            "west/bag/z.PNG",
            "west/cup/a.png",
            "west/cup/b.png"),
        names);
    assertEquals(List.of(0, 2, 0, 1, 1), Stream.of(0, 1, 2, 3, 4).map(pool::label).toList());
    assertEquals(List.of(0, 0, 1, 1, 1), Stream.of(0, 1, 2, 3, 4).map(pool::domain).toList());
    assertEquals(0x102030, colour(pool, 4));
    assertEquals(0xA0B0C0, colour(pool, 0));
  }

  @Test
  void domainsCanBeChosenInAnyOrder() {
    FolderPool west = open(new Damage(false), "west");
    assertEquals(3, west.count());
    assertEquals(List.of("bag", "cup"), List.of(west.className(0), west.className(1)));
    assertEquals(List.of("west", "east"), open(new Damage(false), "west", "east").domains());
    String unknown =
        assertThrows(DataException.class, () -> open(new Damage(false), "north")).getMessage();
    assertTrue(unknown.contains("north") && unknown.contains("[east, west]"), unknown);
  }

  @Test
  void theCacheIsReadAndLeavesTheDataAlone() throws IOException {
    open(new Damage(false));
    Path pixels;
    try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
      pixels = files.filter(f -> f.toString().endsWith(".pixels")).findFirst().orElseThrow();
    }
    byte[] bytes = new byte[5 * 18];
    Arrays.fill(bytes, (byte) 7);
    Files.write(pixels, bytes);
    assertEquals(0x070707, colour(open(new Damage(false)), 3), "not decoded again");
    Files.write(pixels, new byte[3]);
    assertEquals(0x405060, colour(open(new Damage(false)), 3), "a torn cache is made again");
    Files.setLastModifiedTime(root.resolve("west/bag/z.PNG"), FileTime.fromMillis(5000));
    Files.write(pixels, bytes);
    assertEquals(0x405060, colour(open(new Damage(false)), 3), "another listing, another cache");
    try (Stream<Path> all = Files.walk(root)) {
      assertEquals(5, all.filter(Files::isRegularFile).count());
    }
  }

  @Test
  void unreadableImagesAreNamedOrLeftOutEveryTime() throws IOException {
    Files.writeString(root.resolve("west/cup/a.png"), "no picture");
    assertTrue(problem().contains("a.png: expected a readable JPEG or PNG image"), problem());
    for (int time = 0; time < 2; time++) { // decoded, then from the cache
      Damage damage = new Damage(true);
      FolderPool pool = open(damage);
      assertEquals(4, pool.count());
      assertEquals(0x102030, colour(pool, 3));
      assertEquals("west/cup/b.png", pool.imageName(3));
      assertEquals(1, damage.skipped().size());
    }
    assertTrue(problem().contains("a.png"), "a cache with gaps is no excuse");
  }

  @Test
  void everyTruncationIsSeen() throws IOException {
    for (String name : List.of("east/hat/q.jpg", "west/cup/b.png")) {
      Path file = root.resolve(name);
      byte[] whole = Files.readAllBytes(file);
      for (double share : new double[] {0, 0.3, 0.6, 0.9}) {
        Files.write(file, Arrays.copyOf(whole, (int) (whole.length * share)));
        assertTrue(problem().contains(file.getFileName().toString()), problem());
      }
      Files.write(file, whole);
    }
  }

  @Test
  void emptyClassesAndStrangeFilesAreNamedOrCounted() throws IOException {
    Files.createDirectories(root.resolve("east/mug"));
    assertTrue(problem().contains("mug: expected at least one image but the class is empty"));
    Files.writeString(root.resolve("east/mug/notes.txt"), "x");
    assertTrue(problem().contains("notes.txt"));
    Files.writeString(root.resolve("east/bag/.hidden"), "x");
    Files.writeString(root.resolve("LICENSE"), "x");
    Damage damage = new Damage(true);
    assertEquals(5, open(damage).count());
    assertEquals(2, damage.skipped().size(), damage.skipped().toString());
  }

  @Test
  void imagesWithoutClassesAreExplained() throws IOException {
    Pictures.write(root.resolve("north/x.png"), 2, 2, 0);
    assertTrue(problem().contains("north: expected a folder for each class"), problem());
    Path nothing = Files.createDirectories(folder.resolve("nothing"));
    root = nothing;
    assertTrue(problem().contains("domain/class/*.jpg"), problem());
    root = folder.resolve("missing");
    assertTrue(problem().contains("missing"), problem());
  }

  @Test
  void aCacheThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    String message =
        assertThrows(
                DataException.class,
                () -> FolderPool.open(root, List.of(), 2, 2, file, new Damage(false)))
            .getMessage();
    assertTrue(message.contains("data.cache") && message.contains(file.toString()), message);
    assertFalse(message.contains("null"), message);
  }

  @Test
  void shapesOfOtherSizesHaveOtherCaches() {
    open(new Damage(false));
    FolderPool larger =
        FolderPool.open(root, List.of(), 4, 4, folder.resolve("cache"), new Damage(false));
    byte[] image = new byte[48];
    larger.read(0, image);
    byte[] expected = new byte[48];
    for (int p = 0; p < 16; p++) {
      expected[3 * p] = (byte) 0xA0;
      expected[3 * p + 1] = (byte) 0xB0;
      expected[3 * p + 2] = (byte) 0xC0;
    }
    assertArrayEquals(expected, image);
  }
}
