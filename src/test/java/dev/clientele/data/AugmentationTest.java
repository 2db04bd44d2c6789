package dev.clientele.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.clientele.Tries;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AugmentationTest {
  private static final ImageShape SHAPE = new ImageShape(3, 4, 2);

  /** Pixel values that say where they come from: row, column, channel. */
  private static float[] numbered(int images) {
    float[] pixels = new float[images * SHAPE.size()];
    for (int i = 0; i < pixels.length; i++) {
      int place = i % SHAPE.size();
      pixels[i] = 100 * (place / 8) + 10 * (place / 2 % 4) + place % 2;
    }
    return pixels;
  }

  @Test
  void noneDrawsNothing() {
    float[] pixels = numbered(2);
    RandomStream random = RandomKey.of(1).stream();
    Augmentation.NONE.apply(pixels, SHAPE, random);
    assertArrayEquals(numbered(2), pixels);
    assertEquals(RandomKey.of(1).stream().nextLong(), random.nextLong());
  }

  @Test
  void aMirroredImageReadsBackwards() {
    Set<Float> firsts = new TreeSet<>();
    for (long seed = 0; seed < 20; seed++) {
      float[] pixels = numbered(1);
      new Augmentation(0, true).apply(pixels, SHAPE, RandomKey.of(seed).stream());
      firsts.add(pixels[0]);
      boolean mirrored = pixels[0] != 0;
      assertArrayEquals(
          mirrored
              ? new float[] {30, 31, 20, 21, 10, 11, 0, 1}
              : new float[] {0, 1, 10, 11, 20, 21, 30, 31},
          java.util.Arrays.copyOf(pixels, 8));
    }
    assertEquals(Set.of(0f, 30f), firsts);
  }

  /** Every image has its own shift, of all sizes in range, and the border is repeated. */
  @Test
  void shiftsRepeatTheBorder() {
    Set<Integer> shifts = new TreeSet<>();
    Tries.check(
        40,
        random -> {
          float[] pixels = numbered(2);
          new Augmentation(2, false).apply(pixels, SHAPE, random);
          for (int image = 0; image < 2; image++) {
            shifts.add(check(pixels, image * SHAPE.size()));
          }
        });
    // Of 25 shifts; a height of 3 shows shifts down by 2 and up by 2, too.
    assertEquals(25, shifts.size());
  }

  /** The only shift that explains the image; an error if none does. */
  private static int check(float[] pixels, int at) {
    for (int down = -2; down <= 2; down++) {
      for (int right = -2; right <= 2; right++) {
        if (explains(pixels, at, down, right)) {
          return 5 * down + right;
        }
      }
    }
    throw new AssertionError("no shift gives this image");
  }

  private static boolean explains(float[] pixels, int at, int down, int right) {
    for (int i = 0; i < SHAPE.size(); i++) {
      int row = Math.clamp(i / 8 - down, 0, 2);
      int column = Math.clamp(i / 2 % 4 - right, 0, 3);
      if (pixels[at + i] != 100 * row + 10 * column + i % 2) {
        return false;
      }
    }
    return true;
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Augmentation(-1, false));
    assertThrows(
        IllegalArgumentException.class,
        () -> Augmentation.NONE.apply(new float[5], SHAPE, RandomKey.of(1).stream()));
  }
}
