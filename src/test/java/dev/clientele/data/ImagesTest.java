package dev.clientele.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImagesTest {
  private static final ImageShape PAIR = new ImageShape(1, 2, 1);
  private static final Images TWO =
      Images.adopt(PAIR, new float[] {0.1f, 0.2f, 0.3f, 0.4f}, new int[] {5, 6});
  private static final Images ONE = Images.adopt(PAIR, new float[] {0.5f, 0.6f}, new int[] {7});

  @Test
  void joinsAndCuts() {
    Images all = Images.concat(List.of(TWO, ONE));
    assertArrayEquals(new float[] {0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f}, Pixels.all(all));
    assertArrayEquals(new int[] {5, 6, 7}, Pixels.labels(all));
    assertArrayEquals(new float[] {0.3f, 0.4f, 0.5f, 0.6f}, Pixels.all(all.range(1, 3)));
    assertArrayEquals(new int[] {5, 6}, Pixels.labels(all.first(2)));
    assertEquals(3, all.first(9).count());
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThrows(
        IllegalArgumentException.class, () -> Images.adopt(PAIR, new float[3], new int[2]));
    Images other = Images.adopt(new ImageShape(2, 1, 1), new float[2], new int[1]);
    assertThrows(IllegalArgumentException.class, () -> Images.concat(List.of(TWO, other)));
    assertThrows(IllegalArgumentException.class, () -> new ImageShape(0, 1, 1));
  }
}
