package dev.clientele.config;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever a file holds, it gives a configuration or a list of problems. */
class ConfigMutationTest {
  /** One change of a file's bytes. */
  record Mutation(int place, byte value, int kind) {}

  @Property(tries = 250, seed = "20261122")
  void aDamagedFileNeverFailsInAnotherWay(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 0, max = 100_000) Integer> places,
      @ForAll byte value,
      @ForAll @IntRange(min = 0, max = 2) int kind)
      throws IOException {
    byte[] bytes = Texts.EVERYTHING.getBytes(StandardCharsets.UTF_8);
    for (int place : places) {
      bytes = mutate(bytes, place % bytes.length, value, kind);
    }
    Path file = Files.createTempFile("mutation", ".conf");
    try {
      Files.write(file, bytes);
      assertNotNull(ConfigLoader.load(file, List.of(), OptionalLong.empty()).config());
    } catch (ConfigurationException e) {
      assertFalse(e.problems().isEmpty());
    } finally {
      Files.delete(file);
    }
  }

  /** Replaces a byte, cuts the file off, or leaves out a piece. */
  private static byte[] mutate(byte[] bytes, int place, byte value, int kind) {
    int gap =
        switch (kind) {
          case 0 -> 0;
          case 1 -> bytes.length - place - 1;
          default -> Math.min(Byte.toUnsignedInt(value) % 16, bytes.length - place - 1);
        };
    byte[] result = new byte[bytes.length - gap];
    System.arraycopy(bytes, 0, result, 0, place);
    System.arraycopy(bytes, place + gap, result, place, bytes.length - place - gap);
    if (kind == 0) {
      result[place] = value;
    }
    return result;
  }
}
