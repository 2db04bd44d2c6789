package dev.clientele.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.tensor.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Everybody's data as one client's, and the global test set. */
class PooledClientTest {
  private static final RandomKey KEY = RandomKey.of(6).child("data");
  private static final ImageShape GREY = new ImageShape(8, 8, 1);

  private static GlyphFederation federation(int registered, double spread) {
    ClientCounts counts = new ClientCounts(registered, 3, 12, 6, 4);
    return GlyphFederation.create(
        GREY,
        new ClientSizes(counts, spread, KEY),
        new GlyphStyles.Own(1, KEY),
        new ClassMixes.Dirichlet(0.5, KEY),
        KEY);
  }

  @Test
  void holdsWhatRegisteredClientsHoldClientAfterClient() {
    GlyphFederation glyphs = federation(7, 0.6);
    ClientData pooled = new PooledClient(glyphs, 1000);
    List<Images> train = new ArrayList<>();
    List<Images> heldOut = new ArrayList<>();
    List<Images> validation = new ArrayList<>();
    for (int id = 0; id < 7; id++) {
      train.add(glyphs.client(id).train());
      heldOut.add(glyphs.client(id).heldOut());
      validation.add(glyphs.client(id).validation());
    }
    requireSame(Images.concat(train), pooled.train());
    requireSame(Images.concat(heldOut), pooled.heldOut());
    requireSame(Images.concat(heldOut), glyphs.test(1000));
    requireSame(Images.concat(validation), pooled.validation());
    assertEquals("all 7 registered clients", pooled.description());
  }

  private static void requireSame(Images expected, Images found) {
    assertArrayEquals(Pixels.labels(expected), Pixels.labels(found));
    assertArrayEquals(Pixels.all(expected), Pixels.all(found));
    int last = expected.count() - 1;
    assertArrayEquals(Pixels.of(expected, last), Pixels.of(found, last));
  }

  @Test
  void theTestSetIsBoundedAndSpreadOverAllClients() {
    GlyphFederation glyphs = federation(50, 0);
    Images test = glyphs.test(100); // two of each client's six
    assertEquals(100, test.count());
    for (int k = 0; k < 100; k += 2) {
      Set<Integer> own = new HashSet<>();
      Images heldOut = glyphs.client(k / 2).heldOut();
      for (int i = 0; i < 6; i++) {
        own.add(Arrays.hashCode(Pixels.of(heldOut, i)));
      }
      for (int i = k; i < k + 2; i++) {
        assertTrue(own.contains(Arrays.hashCode(Pixels.of(test, i))), "at " + i);
      }
    }
    assertEquals(300, glyphs.test(301).count());
    assertEquals(0, glyphs.test(0).count());
  }

  @Test
  void streamedImagesAreTheSameAndNotKept() {
    ClientData client = federation(3, 0).client(1);
    for (Part part : Part.values()) {
      assertNotSame(client.streamed(part), client.streamed(part));
      assertEquals(client.count(part), client.streamed(part).count());
    }
    requireSame(client.train(), client.streamed(Part.TRAIN));
    requireSame(client.train().range(3, 7), client.streamed(Part.TRAIN).range(3, 7));
    Images joined = Images.concat(List.of(client.streamed(Part.HELD_OUT), client.train()));
    requireSame(client.train(), joined.range(6, 18));
  }
}
