package dev.clientele.config;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.clientele.Tries;
import dev.clientele.tensor.RandomStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a file holds, it gives a configuration or a list of problems. */
class ConfigMutationTest {
  @TempDir private Path folder;

  @Test
  void aDamagedFileNeverFailsInAnotherWay() {
    Tries.check(250, this::loadDamaged);
  }

  private void loadDamaged(RandomStream random) throws IOException {
    int mutations = Tries.between(random, 1, 4);
    int kind = Tries.between(random, 0, 2);
    byte value = (byte) Tries.between(random, Byte.MIN_VALUE, Byte.MAX_VALUE);
    byte[] bytes = Texts.EVERYTHING.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < mutations; i++) {
      bytes = mutate(bytes, Tries.between(random, 0, bytes.length - 1), value, kind);
    }
    Path file = Files.write(folder.resolve("mutation.conf"), bytes);
    try {
      assertNotNull(ConfigLoader.load(file, List.of(), OptionalLong.empty()).config());
    } catch (ConfigurationException e) {
      assertFalse(e.problems().isEmpty());
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
