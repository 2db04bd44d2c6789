package dev.clientele.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.config.ClienteleConfig;
import dev.clientele.config.ConfigLoader;
import dev.clientele.tensor.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each key arrives where it belongs. */
class FederationFactoryTest {
  private static final String CLIENTS =
      "clients { registered = 5, cohort = 2, unseen = 3, samples = 7, held-out = 4 }";

  private static final int GOLDEN = -1583629629;
  private static final int GOLDEN_REFERENCE = 1609978103;

  @TempDir private Path folder;

  private ClienteleConfig config(String data) throws IOException {
    String rest =
        "seed = 11, evaluation.clients = 1, adaptation.samples = 2, network.multipliers = [1],"
            + " network.attention = []";
    Path file =
        Files.writeString(
            folder.resolve("a.conf"), "clientele { " + rest + "\n" + CLIENTS + "\n" + data + " }");
    return ConfigLoader.load(file, List.of(), OptionalLong.empty()).config();
  }

  @Test
  void glyphs() throws IOException {
    Federation made =
        FederationFactory.create(
            config(
                "data { height = 12, width = 10, channels = 3, style-strength = 0.5,"
                    + " label-concentration = 2 }"));
    Federation expected =
        GlyphFederation.create(
            new ImageShape(12, 10, 3), 5, 3, 7, 4, 0.5, 2, RandomKey.of(11).child("data"));
    requireSame(expected, made);
  }

  @Test
  void idx() throws IOException {
    IdxWriter.write(folder, "train-images-idx3-ubyte", IdxWriter.images(200, 6, 4));
    IdxWriter.write(folder, "train-labels-idx1-ubyte", IdxWriter.labels(200, 3));
    Federation made =
        FederationFactory.create(
            config(
                "data { kind = idx, height = 6, width = 4, rotation = 40, label-concentration = 2,"
                    + " path = \""
                    + folder
                    + "\" }"));
    Federation expected =
        Pools.idx(folder, 6, 4, 5, 3, 7, 4, 40, 2, RandomKey.of(11).child("data"));
    assertInstanceOf(PoolFederation.class, made);
    requireSame(expected, made);
  }

  /** The bits of recorded results: a change here changes them all. */
  @Test
  void divisionAndPicturesAreTheSameBitsAsEver() throws IOException {
    IdxWriter.write(folder, "train-images-idx3-ubyte", IdxWriter.images(200, 6, 4));
    IdxWriter.write(folder, "train-labels-idx1-ubyte", IdxWriter.labels(200, 3));
    String data = "data { kind = idx, height = 5, width = 5, rotation = 40, path = \"" + folder;
    Federation made = FederationFactory.create(config(data + "\" }"));
    assertEquals(GOLDEN, Arrays.hashCode(Pixels.all(made.client(6).train())));
    assertEquals(GOLDEN_REFERENCE, Arrays.hashCode(Pixels.all(made.reference(20))));
  }

  @Test
  void glyphsOfDomains() throws IOException {
    Federation made =
        FederationFactory.create(
            config(
                "data { domains = [thin, textured, pale] }\nclients { unseen-domains = [pale],"
                    + " validation = 3, sizes = log-normal, partition = iid }"));
    assertEquals("textured", made.client(3).domain());
    assertEquals("pale", made.client(6).domain());
    assertEquals("zigzag", made.className(4));
    String message =
        assertThrows(
                DataException.class,
                () -> FederationFactory.create(config("data { domains = [thin, bold] }")))
            .getMessage();
    assertTrue(message.contains("bold") && message.contains("slanted"), message);
  }

  @Test
  void folderOfPicturesWithTintsAndTones() throws IOException {
    Path root = folder.resolve("pictures");
    for (int i = 0; i < 60; i++) {
      String name = i % 2 == 0 ? "east/cup/" : "west/bag/";
      Pictures.write(root.resolve(name + "p" + i + ".png"), 9, 7, 0x40C080);
    }
    Files.createDirectories(root.resolve("west/hat"));
    String data =
        "data { kind = folder, path = \"%s\", cache = \"%s\", height = 4, width = 4,"
                .formatted(root, folder.resolve("cache"))
            + " channels = 3, tint = 0.5, tone = 0.5, on-damaged = %s }\n"
            + "clients { samples = 3, held-out = 2, validation = 1, partition = shards }\n"
            + "evaluation.kid-samples = 0";
    assertThrows(
        DataException.class, () -> FederationFactory.create(config(data.formatted("fail"))));
    Federation made = FederationFactory.create(config(data.formatted("skip")));
    assertEquals(1, made.skipped().size(), "an empty class");
    assertEquals("west", made.client(1).domain());
    assertTrue(made.client(1).description().startsWith("west: tinted "));
    assertEquals(List.of("bag", "cup", "hat"), names(made));
    assertEquals(1, made.client(0).validation().count());
    assertFalse(
        Arrays.equals(Pixels.of(made.client(0).train(), 0), Pixels.of(made.client(2).train(), 0)));
  }

  private static List<String> names(Federation made) {
    return IntStream.range(0, made.classes()).mapToObj(made::className).toList();
  }

  @Test
  void cifarWithItsOwnTestFilesAndNaturalIds() throws IOException {
    Files.write(folder.resolve("train.bin"), new byte[30 * 3074]);
    Files.write(folder.resolve("test.bin"), new byte[4 * 3074]);
    Files.writeString(folder.resolve("ids.tsv"), "who\tn\n" + rows());
    Federation made =
        FederationFactory.create(
            config(
                "data { kind = cifar100, coarse = on, test = files, height = 8, width = 8, path ="
                    + " \""
                    + folder
                    + "\" }\nclients { partition = ids, samples = 1, held-out = 1, id-column ="
                    + " who, sizes = all, registered = 4, unseen = 1, ids = \""
                    + folder.resolve("ids.tsv")
                    + "\" }\nevaluation.kid-samples = 0, adaptation.samples = 1"));
    assertEquals(20, made.classes());
    assertEquals(4, made.test(100).count());
    assertEquals(3, made.test(3).count());
    assertEquals(4, made.registered());
    assertEquals(6, made.client(4).train().count() + made.client(4).heldOut().count());
    assertTrue(made.client(4).description().startsWith("w"), made.client(4).description());
  }

  /** Five writers of six images each. */
  private static String rows() {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      rows.append("w").append(i % 5).append('\t').append(i).append('\n');
    }
    return rows.toString();
  }

  @Test
  void tooFewClientsLeftForACohortAreAnError() throws IOException {
    IdxWriter.write(folder, "train-images-idx3-ubyte", IdxWriter.images(9, 6, 4));
    IdxWriter.write(folder, "train-labels-idx1-ubyte", IdxWriter.labels(9, 3));
    String data =
        "data { kind = idx, height = 4, width = 4, path = \""
            + folder
            + "\" }\nclients { sizes = all, on-empty = skip, registered = 5, unseen = 0 }";
    String message =
        assertThrows(DataException.class, () -> FederationFactory.create(config(data)))
            .getMessage();
    assertTrue(message.contains("registered client"), message);
  }

  @Test
  void missingFilesAreADataException() throws IOException {
    ClienteleConfig config = config("data { kind = idx, path = \"" + folder + "\" }");
    assertThrows(DataException.class, () -> FederationFactory.create(config));
  }

  private static void requireSame(Federation expected, Federation made) {
    assertEquals(expected.name(), made.name());
    assertEquals(expected.shape(), made.shape());
    assertEquals(5, made.registered());
    assertEquals(3, made.unseen());
    for (int id : new int[] {0, 4, 7}) {
      assertEquals(expected.client(id).description(), made.client(id).description());
      requireSame(expected.client(id).train(), made.client(id).train(), 7);
      requireSame(expected.client(id).heldOut(), made.client(id).heldOut(), 4);
    }
  }

  private static void requireSame(Images expected, Images made, int count) {
    assertEquals(count, made.count());
    float[] a = new float[expected.shape().size()];
    float[] b = new float[a.length];
    for (int i = 0; i < count; i++) {
      assertEquals(expected.label(i), made.label(i));
      expected.copyTo(i, a, 0);
      made.copyTo(i, b, 0);
      assertArrayEquals(a, b);
    }
  }
}
