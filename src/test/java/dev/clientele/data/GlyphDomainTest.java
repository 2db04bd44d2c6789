package dev.clientele.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.tensor.RandomKey;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Clients that share a style, and what else a federation of glyphs can be. */
class GlyphDomainTest {
  private static final RandomKey KEY = RandomKey.of(8).child("data");
  private static final ImageShape GREY = new ImageShape(16, 16, 1);

  private static GlyphFederation federation(
      ClientCounts counts, double spread, ClassMixes mixes, double strength, String... domains) {
    return GlyphFederation.create(
        GREY, new ClientSizes(counts, spread, KEY), styles(counts, strength, domains), mixes, KEY);
  }

  private static GlyphStyles styles(ClientCounts counts, double strength, String... domains) {
    List<GlyphDomain> choice =
        Arrays.stream(domains).map(name -> GlyphDomain.named(name).orElseThrow()).toList();
    ClientDomains clients = ClientDomains.of(List.of(domains), List.of(), counts.registered());
    return new GlyphStyles.OfDomains(choice, clients, strength, KEY);
  }

  @Test
  void clientsTakeTheDomainsInTurn() {
    ClientCounts counts = new ClientCounts(5, 2, 10, 4, 3);
    GlyphFederation glyphs =
        federation(counts, 0, new ClassMixes.Even(), 1, "thin", "inverted", "slanted");
    assertEquals(List.of("thin", "inverted", "slanted"), glyphs.domains());
    assertEquals("inverted", glyphs.client(4).domain());
    assertEquals("inverted", glyphs.client(4).description());
    assertEquals("thin", glyphs.client(5).domain(), "unseen clients begin anew");
    assertTrue(glyphs.style(0).darkInk() && !glyphs.style(1).darkInk());
    assertNotEquals(glyphs.style(0), glyphs.style(3), "a personal touch");
    GlyphFederation alike = federation(counts, 0, new ClassMixes.Even(), 0, "thin");
    assertEquals(alike.style(0), alike.style(3));
  }

  /** The nearest mean image tells the domains apart, all eight of them. */
  @Test
  void domainsAreToldApartInGrey() {
    String[] all = GlyphDomain.titles().toArray(String[]::new);
    ClientCounts counts = new ClientCounts(all.length, 0, 60, 20, 0);
    GlyphFederation glyphs = federation(counts, 0, new ClassMixes.Even(), 1, all);
    float[][] means = new float[all.length][];
    for (int d = 0; d < all.length; d++) {
      means[d] = mean(glyphs.client(d).train());
    }
    int right = 0;
    for (int d = 0; d < all.length; d++) {
      Images images = glyphs.client(d).heldOut();
      for (int i = 0; i < 20; i++) {
        float[] pixels = Pixels.of(images, i);
        int best = 0;
        for (int e = 1; e < all.length; e++) {
          boolean nearer = Pixels.distance(means[e], pixels) < Pixels.distance(means[best], pixels);
          best = nearer ? e : best;
        }
        right += best == d ? 1 : 0;
      }
    }
    assertTrue(right >= 130, "only " + right + " of 160");
  }

  private static float[] mean(Images images) {
    float[] mean = new float[images.shape().size()];
    for (int i = 0; i < images.count(); i++) {
      float[] pixels = Pixels.of(images, i);
      for (int p = 0; p < mean.length; p++) {
        mean[p] += pixels[p] / images.count();
      }
    }
    return mean;
  }

  @Test
  void strangersAreOfTheDomainsThatTrain() {
    ClientDomains clients = ClientDomains.of(List.of("thin", "inverted"), List.of("inverted"), 3);
    GlyphStyles styles =
        new GlyphStyles.OfDomains(
            List.of(
                GlyphDomain.named("thin").orElseThrow(),
                GlyphDomain.named("inverted").orElseThrow()),
            clients,
            1,
            KEY);
    for (int i = 0; i < 20; i++) {
      assertTrue(styles.stranger(KEY.child(i).stream()).darkInk());
    }
    assertEquals("inverted", styles.domain(3));
  }

  @Test
  void partsAreDisjointAndAsLargeAsTheSizesSay() {
    ClientCounts counts = new ClientCounts(6, 0, 20, 10, 5);
    GlyphFederation glyphs = federation(counts, 0.8, new ClassMixes.Even(), 1, "thin");
    ClientSizes sizes = new ClientSizes(counts, 0.8, KEY);
    Set<Integer> totals = new HashSet<>();
    for (int id = 0; id < 6; id++) {
      ClientData client = glyphs.client(id);
      Split split = sizes.split(id);
      assertEquals(split.train(), client.train().count());
      assertEquals(split.heldOut(), client.heldOut().count());
      assertEquals(split.validation(), client.validation().count());
      totals.add(sizes.of(id));
      Set<Integer> seen = new HashSet<>();
      for (Images images : List.of(client.train(), client.heldOut(), client.validation())) {
        for (int i = 0; i < images.count(); i++) {
          assertTrue(seen.add(Arrays.hashCode(Pixels.of(images, i))), "an image in two parts");
        }
      }
    }
    assertTrue(totals.size() > 3, totals.toString());
  }

  @Test
  void mixesAreEvenOrOfAFewClasses() {
    ClassMixes few = new ClassMixes.Few(3, KEY);
    Set<String> different = new HashSet<>();
    for (int id = 0; id < 20; id++) {
      double[] mix = few.of(id, 10);
      assertEquals(3, Arrays.stream(mix).filter(share -> share > 0).count());
      assertEquals(1, Arrays.stream(mix).sum(), 1e-12);
      different.add(Arrays.toString(mix));
    }
    assertTrue(different.size() > 10);
    assertArrayEquals(new double[] {0.5, 0.5}, few.of(0, 2));
    assertArrayEquals(new double[] {0.25, 0.25, 0.25, 0.25}, new ClassMixes.Even().of(3, 4));
  }

  @Test
  void anUnknownDomainIsNone() {
    assertTrue(GlyphDomain.named("bold").isEmpty());
    assertThrows(IllegalArgumentException.class, () -> GlyphStyles.checkStrength(-1));
  }
}
