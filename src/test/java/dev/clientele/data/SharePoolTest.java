package dev.clientele.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharePoolTest {
  @TempDir private Path folder;

  /** 30 images: 20 of the first domain, 7 of the second, 3 of the third. */
  private static ImagePool domains() {
    int[] labels = IntStream.range(0, 30).map(i -> i % 4).toArray();
    int[] domainOf = IntStream.range(0, 30).map(i -> i < 20 ? 0 : i < 27 ? 1 : 2).toArray();
    return new Pools.Numbers(labels, 4, domainOf, List.of("a", "b", "c"));
  }

  private static List<String> names(ImagePool pool) {
    return IntStream.range(0, pool.count()).mapToObj(pool::imageName).toList();
  }

  private static long ofDomain(ImagePool pool, int domain) {
    return IntStream.range(0, pool.count()).filter(i -> pool.domain(i) == domain).count();
  }

  @Test
  void everyImageIsInOneShareAndNoDomainGivesMoreThanTheCount() {
    ImagePool all = domains();
    ImagePool mine = SharePool.ofPrivate(all, 5);
    ImagePool others = SharePool.ofPublic(all, 5);
    TreeSet<String> union = new TreeSet<>(names(mine));
    assertTrue(union.stream().noneMatch(names(others)::contains));
    union.addAll(names(others));
    assertEquals(new TreeSet<>(names(all)), union);
    assertEquals(
        List.of(5L, 5L, 3L), List.of(ofDomain(mine, 0), ofDomain(mine, 1), ofDomain(mine, 2)));
    assertEquals(17, others.count());
  }

  @Test
  void anImageKeepsWhatBelongsToIt() {
    ImagePool all = domains();
    ImagePool mine = SharePool.ofPrivate(all, 5);
    for (int i = 0; i < mine.count(); i++) {
      int number = names(all).indexOf(mine.imageName(i));
      assertEquals(all.label(number), mine.label(i));
      assertEquals(all.domain(number), mine.domain(i));
      byte[] expected = new byte[all.shape().size()];
      byte[] read = new byte[all.shape().size()];
      all.read(number, expected);
      mine.read(i, read);
      assertEquals(expected[0], read[0]);
    }
  }

  /** A public model of one domain alone has seen nothing of a federation of all. */
  @Test
  void aDomainIsDividedAlikeWhateverOthersThereAre() {
    for (int k = 0; k < 12; k++) {
      Pictures.write(folder.resolve("p/west/cup/" + k + ".png"), 2, 2, 0x102030 + k);
      Pictures.write(folder.resolve("p/east/cup/" + k + ".png"), 2, 2, 0x405060 + k);
    }
    List<String> both = names(SharePool.ofPrivate(open("east", "west"), 4));
    List<String> west = names(SharePool.ofPrivate(open("west"), 4));
    assertEquals(4, west.size());
    assertEquals(west, both.stream().filter(n -> n.startsWith("west/")).toList());
  }

  private ImagePool open(String... domains) {
    return FolderPool.open(
        folder.resolve("p"), List.of(domains), 2, 2, folder.resolve("cache"), new Damage(false));
  }

  @Test
  void withoutDomainsTheCountIsOfAll() {
    ImagePool all = Pools.Numbers.of(9, 3);
    assertEquals(4, SharePool.ofPrivate(all, 4).count());
    assertEquals(5, SharePool.ofPublic(all, 4).count());
  }

  @Test
  void nothingLeftForThePublicIsAnError() {
    String message =
        assertThrows(DataException.class, () -> SharePool.ofPublic(domains(), 20)).getMessage();
    assertTrue(message.contains("data.private-images") && message.contains("20"), message);
  }
}
