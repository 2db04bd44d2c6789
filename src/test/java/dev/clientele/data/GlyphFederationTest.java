package dev.clientele.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.tensor.RandomKey;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GlyphFederationTest {
  private static final ImageShape GREY = new ImageShape(16, 16, 1);
  private static final ImageShape COLOUR = new ImageShape(12, 20, 3);
  private static final RandomKey KEY = RandomKey.of(5).child("data");
  private static final int GOLDEN_GREY = -554621610;
  private static final int GOLDEN_COLOUR = 82292286;

  private static GlyphFederation federation(ImageShape shape, double strength) {
    return GlyphFederation.create(shape, 30, 10, 20, 8, strength, 0.5, KEY);
  }

  @Test
  void imagesDoNotDependOnWhatElseWasAsked() {
    GlyphFederation one = federation(GREY, 1);
    one.reference(7);
    one.client(3).heldOut();
    float[] first = Pixels.all(one.client(12).train());
    GlyphFederation other = GlyphFederation.create(GREY, 1000, 1, 50, 3, 1, 0.5, KEY);
    assertArrayEquals(first, Pixels.all(other.client(12).train().first(20)));
    assertArrayEquals(
        Pixels.all(one.client(12).heldOut().first(3)), Pixels.all(other.client(12).heldOut()));
    assertArrayEquals(Pixels.all(one.reference(5)), Pixels.all(other.reference(40).first(5)));
  }

  @Test
  void threadsDoNotMatter() {
    GlyphFederation federation = federation(GREY, 1);
    float[][] together =
        IntStream.range(0, 40)
            .parallel()
            .mapToObj(id -> Pixels.all(federation.client(id).train()))
            .toArray(float[][]::new);
    for (int id = 0; id < together.length; id++) {
      assertArrayEquals(together[id], Pixels.all(federation(GREY, 1).client(id).train()));
    }
  }

  /** The rasteriser's bits: a change here changes every recorded result on glyphs. */
  @Test
  void picturesAreTheSameBitsAsEver() {
    assertEquals(GOLDEN_GREY, Arrays.hashCode(Pixels.all(federation(GREY, 1).client(0).train())));
    assertEquals(
        GOLDEN_COLOUR, Arrays.hashCode(Pixels.all(federation(COLOUR, 1).client(0).train())));
  }

  @Test
  void anotherKeyGivesOtherImages() {
    GlyphFederation other =
        GlyphFederation.create(GREY, 30, 10, 20, 8, 1, 0.5, RandomKey.of(6).child("data"));
    assertNotEquals(
        Arrays.hashCode(Pixels.all(federation(GREY, 1).client(0).train())),
        Arrays.hashCode(Pixels.all(other.client(0).train())));
  }

  @Test
  void trainingAndHeldOutImagesAreAllDifferent() {
    Set<Integer> seen = new HashSet<>();
    GlyphFederation federation = federation(GREY, 1);
    for (int id = 0; id < 40; id++) {
      for (Images images :
          new Images[] {federation.client(id).train(), federation.client(id).heldOut()}) {
        for (int i = 0; i < images.count(); i++) {
          assertTrue(seen.add(Arrays.hashCode(Pixels.of(images, i))), "client " + id);
        }
      }
    }
  }

  @Test
  void pixelsStayInRangeAtAnyStrengthAndShape() {
    for (double strength : new double[] {0, 1, 5}) {
      for (ImageShape shape : new ImageShape[] {GREY, COLOUR, new ImageShape(1, 3, 1)}) {
        GlyphFederation federation = federation(shape, strength);
        for (int id = 0; id < 40; id++) {
          for (float pixel : Pixels.all(federation.client(id).train())) {
            assertTrue(pixel >= -1 && pixel <= 1, () -> "pixel " + pixel);
          }
        }
      }
    }
  }

  @Test
  void strengthSetsHowFarClientsDiffer() {
    assertEquals(0, spread(0), "one style for all");
    assertTrue(spread(0.5) > 0.1);
    assertTrue(spread(1) > spread(0.5));
    GlyphStyle neutral = federation(GREY, 0).style(3);
    assertEquals(GlyphTexture.PLAIN, neutral.texture());
    assertArrayEquals(
        new double[] {0, 0, 0, 0, 0, -1, 0, 0, 0, 0, 0, 0, 0}, neutral.vector(), 1e-12);
    assertEquals("dark on light", federation(GREY, 0).client(3).description());
  }

  /** Mean distance of two clients' drawings of one class with equal jitter. */
  private static double spread(double strength) {
    GlyphFederation federation = federation(GREY, strength);
    GlyphPainter painter = new GlyphPainter(GREY);
    float[] a = new float[GREY.size()];
    float[] b = new float[GREY.size()];
    double sum = 0;
    for (int id = 0; id < 39; id++) {
      painter.paint(GlyphClass.RING, federation.style(id), KEY.stream(), a, 0);
      painter.paint(GlyphClass.RING, federation.style(id + 1), KEY.stream(), b, 0);
      sum += Pixels.distance(a, b);
    }
    return sum / 39;
  }

  /** A class's images resemble its mean more than any other class's, in one client's style. */
  @Test
  void classesAreToldApartAtSixteenPixels() {
    GlyphFederation federation = GlyphFederation.create(GREY, 6, 0, 400, 100, 1, 1000, KEY);
    for (int id = 0; id < 6; id++) {
      ClientData client = federation.client(id);
      float[][] means = means(client.train());
      int right = 0;
      for (int i = 0; i < 100; i++) {
        right +=
            nearest(means, Pixels.of(client.heldOut(), i)) == client.heldOut().label(i) ? 1 : 0;
      }
      int found = right;
      assertTrue(right >= 75, () -> "only " + found + " of 100: " + client.description());
    }
  }

  private static float[][] means(Images images) {
    float[][] means = new float[10][images.shape().size()];
    int[] counts = new int[10];
    for (int i = 0; i < images.count(); i++) {
      float[] pixels = Pixels.of(images, i);
      counts[images.label(i)]++;
      for (int p = 0; p < pixels.length; p++) {
        means[images.label(i)][p] += pixels[p];
      }
    }
    for (int c = 0; c < 10; c++) {
      for (int p = 0; p < means[c].length; p++) {
        means[c][p] /= counts[c];
      }
    }
    return means;
  }

  private static int nearest(float[][] means, float[] pixels) {
    int best = 0;
    for (int c = 1; c < means.length; c++) {
      if (Pixels.distance(means[c], pixels) < Pixels.distance(means[best], pixels)) {
        best = c;
      }
    }
    return best;
  }

  @Test
  void labelsFollowTheClientsMix() {
    GlyphFederation federation =
        GlyphFederation.create(new ImageShape(2, 2, 1), 200, 0, 500, 0, 1, 0.5, KEY);
    double squares = 0;
    for (int id = 0; id < 200; id++) {
      double[] mix = federation.mix(id);
      double[] drawn = new double[10];
      for (int label : Pixels.labels(federation.client(id).train())) {
        drawn[label] += 1.0 / 500;
      }
      for (int c = 0; c < 10; c++) {
        squares += mix[c] * mix[c] / 200;
        // Five standard deviations of a share of 500 draws, and one draw for rounding.
        assertEquals(mix[c], drawn[c], 5 * Math.sqrt(mix[c] * (1 - mix[c]) / 500) + 0.002);
      }
    }
    // E[sum p_c^2] = (a + 1) / (k a + 1) of a symmetric Dirichlet distribution with k parts.
    assertEquals(1.5 / 6, squares, 0.03);
  }

  @Test
  void referenceIsBalancedAndOfStrangers() {
    Images reference = federation(GREY, 1).reference(30);
    for (int i = 0; i < 30; i++) {
      assertEquals(i % 10, reference.label(i));
    }
    // Each in a style of its own: equal classes look unlike each other.
    assertTrue(Pixels.distance(Pixels.of(reference, 0), Pixels.of(reference, 10)) > 0.1);
  }

  @Test
  void aMillionClientsCostNothing() {
    GlyphFederation federation = GlyphFederation.create(GREY, 1_000_000, 8, 64, 64, 1, 0.5, KEY);
    ClientData last = federation.client(1_000_007);
    assertEquals(64, last.train().count());
    assertSame(last.train(), last.train(), "kept by the client's data");
    assertThrows(IndexOutOfBoundsException.class, () -> federation.client(1_000_008));
  }

  @Test
  void colourShowsOnlyWithThreeChannels() {
    Images images = federation(COLOUR, 1).client(1).train();
    float[] pixels = Pixels.of(images, 0);
    assertNotEquals(pixels[0], pixels[1]);
    float[] neutral = Pixels.of(federation(COLOUR, 0).client(1).train(), 0);
    assertEquals(neutral[0], neutral[1]);
  }

  @Test
  void refusesWhatCannotBe() {
    assertBad(() -> federation(new ImageShape(8, 8, 2), 1), "1 or 3 channels");
    assertBad(() -> federation(GREY, -0.1), "style strength");
    assertBad(() -> federation(GREY, Double.NaN), "style strength");
    assertBad(() -> GlyphFederation.create(GREY, 0, 0, 1, 1, 1, 1, KEY), "1 registered");
    assertBad(() -> GlyphFederation.create(GREY, 1, 0, 0, 1, 1, 1, KEY), "1 sample");
    assertBad(() -> GlyphFederation.create(GREY, 1, 0, 1, 1, 1, 0, KEY), "concentration");
    assertBad(() -> GlyphFederation.create(GREY, Integer.MAX_VALUE, 1, 1, 1, 1, 1, KEY), "at most");
  }

  private static void assertBad(Runnable create, String words) {
    String message = assertThrows(IllegalArgumentException.class, create::run).getMessage();
    assertTrue(message.contains(words), message);
  }
}
