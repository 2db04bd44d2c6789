package dev.clientele.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.tensor.RandomKey;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeatureSkewTest {
  private static final RandomKey KEY = RandomKey.of(3);

  private static float[] apply(Look look, float... pixel) {
    look.apply(pixel, 0, new ImageShape(1, 1, pixel.length));
    return pixel;
  }

  @Test
  void nothingChangesNothing() {
    Look look = new FeatureSkew(0, 0, 0).draw(KEY);
    assertEquals("upright", look.description());
    float[] pixel = {-0.3f, 0.123f, 1};
    assertArrayEquals(pixel.clone(), apply(look, pixel), "not a bit");
  }

  @Test
  void aTintDimsTheOtherChannels() {
    Look green = new Look(0, 120, 1, 1, 1, false);
    float[] grey = apply(green, 0, 0, 0);
    assertEquals(0, grey[1], 1e-6);
    assertTrue(grey[0] < -0.5 && grey[2] < -0.5, "red " + grey[0] + ", blue " + grey[2]);
    assertEquals("tinted green", green.description());
    assertArrayEquals(new float[] {0.25f}, apply(green, 0.25f), 1e-6f, "grey shows no tint");
  }

  @Test
  void toneIsGammaContrastAndPolarity() {
    assertEquals(-0.5, apply(new Look(0, 0, 0, 2, 1, false), 0)[0], 1e-6);
    assertEquals(0.5, apply(new Look(0, 0, 0, 1, 0.5, false), 1)[0], 1e-6);
    assertEquals(0.7, apply(new Look(0, 0, 0, 1, 1, true), -0.7f)[0], 1e-6);
    Look all = new Look(-30.4, 0, 0, 2, 0.5, true);
    assertEquals("rotated 30 degrees left, dark, pale, negative", all.description());
  }

  /** Each skew draws from streams of its own, so adding one does not change another. */
  @Test
  void skewsAreComposable() {
    for (int id = 0; id < 20; id++) {
      RandomKey key = KEY.child(id);
      Look all = new FeatureSkew(40, 0.7, 0.6).draw(key);
      assertEquals(new FeatureSkew(40, 0, 0).draw(key).angle(), all.angle());
      assertEquals(new FeatureSkew(0, 0.7, 0).draw(key).hue(), all.hue());
      assertEquals(new FeatureSkew(0, 0.7, 0).draw(key).saturation(), all.saturation());
      Look tone = new FeatureSkew(0, 0, 0.6).draw(key);
      assertEquals(tone.gamma(), all.gamma());
      assertEquals(tone.contrast(), all.contrast());
      assertEquals(tone.inverted(), all.inverted());
    }
  }

  @Test
  void strengthIsWhatItSays() {
    FeatureSkew skew = new FeatureSkew(40, 0.5, 0.8);
    double negatives =
        IntStream.range(0, 1000).filter(id -> skew.draw(KEY.child(id)).inverted()).count();
    assertEquals(400, negatives, 70);
    for (int id = 0; id < 200; id++) {
      Look look = skew.draw(KEY.child(id));
      assertTrue(Math.abs(look.angle()) <= 40);
      assertTrue(look.saturation() >= 0.25 && look.saturation() <= 0.5);
      assertTrue(look.contrast() >= 0.6 && look.contrast() <= 1);
      for (float level : apply(look, -1, 0.2f, 1)) {
        assertTrue(level >= -1 && level <= 1);
      }
    }
  }

  @Test
  void refusesWhatCannotBe() {
    assertThrows(IllegalArgumentException.class, () -> new FeatureSkew(-1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new FeatureSkew(0, 1.1, 0));
    assertThrows(IllegalArgumentException.class, () -> new FeatureSkew(0, 0, Double.NaN));
  }
}
