package dev.clientele;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.tensor.RandomKey;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TriesTest {
  @Test
  void everyTryHasItsOwnStream() {
    Set<Long> drawn = new HashSet<>();
    Tries.check(50, random -> drawn.add(random.nextLong()));
    assertEquals(50, drawn.size());
  }

  @Test
  void aFailureNamesTheSeedThatRepeatsIt() {
    long fatal = RandomKey.of(3).stream().nextLong();
    AssertionError e =
        assertThrows(
            AssertionError.class, () -> Tries.check(9, random -> refuse(fatal, random.nextLong())));
    assertTrue(e.getMessage().startsWith("with RandomKey.of(3): "), e.getMessage());
    assertTrue(e.getMessage().endsWith("broken"), e.getMessage());
    assertInstanceOf(IOException.class, e.getCause());
  }

  private static void refuse(long fatal, long drawn) throws IOException {
    if (drawn == fatal) {
      throw new IOException("broken");
    }
  }

  @Test
  void numbersReachBothEndsAndNoFurther() {
    Set<Integer> drawn = new TreeSet<>();
    Tries.check(100, random -> drawn.add(Tries.between(random, -2, 3)));
    assertEquals(Set.of(-2, -1, 0, 1, 2, 3), drawn);
  }
}
