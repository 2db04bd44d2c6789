package dev.clientele.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.clientele.config.ClienteleConfig;
import dev.clientele.config.ConfigLoader;
import dev.clientele.tensor.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each key arrives where it belongs. */
class FederationFactoryTest {
  private static final String CLIENTS =
      "clients { registered = 5, cohort = 2, unseen = 3, samples = 7, held-out = 4 }";

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
