package dev.clientele.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.tensor.RandomKey;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolFederationTest {
  private static final RandomKey KEY = RandomKey.of(9).child("data");
  private static final int POOL = 600;

  @TempDir Path folder;

  /** Pixel 0 and 1 of image i are its number, so that images can be followed. */
  @BeforeEach
  void makeFiles() {
    byte[] content = new byte[POOL * 9];
    for (int i = 0; i < POOL; i++) {
      content[9 * i] = (byte) (i / 256);
      content[9 * i + 1] = (byte) (i % 256);
      content[9 * i + 4] = (byte) 200;
    }
    IdxWriter.write(folder, "train-images-idx3-ubyte", IdxWriter.idx(content, POOL, 3, 3));
    IdxWriter.write(folder, "train-labels-idx1-ubyte", IdxWriter.labels(POOL, 10));
  }

  private PoolFederation federation(
      int registered, int samples, int heldOut, double rotation, double concentration) {
    return Pools.idx(folder, 3, 3, registered, 4, samples, heldOut, rotation, concentration, KEY);
  }

  private static int number(float[] pixels) {
    return 256 * Math.round((pixels[0] + 1) * 127.5f) + Math.round((pixels[1] + 1) * 127.5f);
  }

  @Test
  void everyImageHasOneOwnerAndItsLabel() {
    PoolFederation federation = federation(16, 20, 10, 0, 0.3); // 20 clients take all 600
    Set<Integer> owned = new HashSet<>();
    for (int id = 0; id < 20; id++) {
      ClientData client = federation.client(id);
      assertEquals(20, client.train().count());
      assertEquals(10, client.heldOut().count());
      for (Images images : new Images[] {client.train(), client.heldOut()}) {
        for (int i = 0; i < images.count(); i++) {
          int number = number(Pixels.of(images, i));
          assertTrue(owned.add(number), "image " + number + " has two owners");
          assertEquals(number % 10, images.label(i));
        }
      }
    }
    assertEquals(POOL, owned.size());
  }

  @Test
  void sameKeySameDivision() {
    PoolFederation one = federation(16, 20, 10, 30, 0.3);
    PoolFederation two = federation(16, 20, 10, 30, 0.3);
    two.client(7).heldOut();
    two.reference(3);
    for (int id = 19; id >= 0; id--) {
      assertArrayEquals(Pixels.all(one.client(id).train()), Pixels.all(two.client(id).train()));
    }
    PoolFederation other = Pools.idx(folder, 3, 3, 16, 4, 20, 10, 30, 0.3, RandomKey.of(8));
    assertFalse(
        Arrays.equals(Pixels.all(one.client(0).train()), Pixels.all(other.client(0).train())));
  }

  @Test
  void smallConcentrationsSkew() {
    double skewed = largestShare(0.1);
    double even = largestShare(100);
    assertTrue(skewed > 0.5, "largest share " + skewed);
    assertTrue(even < 0.3, "largest share " + even);
  }

  /** The mean over clients of the share of a client's commonest class. */
  private double largestShare(double concentration) {
    PoolFederation federation = federation(6, 20, 0, 0, concentration);
    double sum = 0;
    for (int id = 0; id < 10; id++) {
      int[] counts = new int[10];
      for (int label : Pixels.labels(federation.client(id).train())) {
        counts[label]++;
      }
      sum += Arrays.stream(counts).max().orElseThrow() / 20.0;
    }
    return sum / 10;
  }

  /** Exhausted classes give way to the next likely: held-out images still look like training. */
  @Test
  void heldOutClassesAreThoseOfTraining() {
    PoolFederation federation = federation(6, 30, 30, 0, 0.1); // all 600: every class runs out
    double overlap = 0;
    for (int id = 0; id < 10; id++) {
      int[] train = new int[10];
      int[] heldOut = new int[10];
      for (int i = 0; i < 30; i++) {
        train[federation.client(id).train().label(i)]++;
        heldOut[federation.client(id).heldOut().label(i)]++;
      }
      for (int c = 0; c < 10; c++) {
        overlap += Math.min(train[c], heldOut[c]) / 300.0;
      }
    }
    assertTrue(overlap > 0.75, "overlap of class counts " + overlap);
  }

  @Test
  void clientsTurnTheirImages() {
    PoolFederation federation = federation(16, 20, 10, 40, 1);
    double largest = 0;
    for (int id = 0; id < 20; id++) {
      largest = Math.max(largest, Math.abs(federation.look(id).angle()));
      assertTrue(Math.abs(federation.look(id).angle()) <= 40);
    }
    assertTrue(largest > 25, "largest angle " + largest);
    assertNotEquals(federation.look(0).angle(), federation.look(1).angle());
    double angle = federation.look(0).angle();
    assertEquals(
        "rotated " + Math.round(Math.abs(angle)) + " degrees " + (angle > 0 ? "right" : "left"),
        federation.client(0).description());
    assertEquals("upright", federation(16, 20, 10, 0, 1).client(0).description());
  }

  @Test
  void referenceNeverShowsHeldOutOrUnseenImages() {
    PoolFederation federation = federation(8, 10, 10, 0, 1);
    Set<Integer> allowed = new HashSet<>();
    for (int id = 0; id < 8; id++) {
      Images train = federation.client(id).train();
      for (int i = 0; i < 10; i++) {
        allowed.add(number(Pixels.of(train, i)));
      }
    }
    Images reference = federation.reference(200);
    Set<Integer> shown = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      shown.add(number(Pixels.of(reference, i)));
      assertEquals(number(Pixels.of(reference, i)) % 10, reference.label(i));
    }
    assertEquals(allowed, shown);
    assertArrayEquals(Pixels.all(federation.reference(9)), Pixels.all(reference.first(9)));
  }

  @Test
  void tooFewImagesSayHowMany() {
    String message =
        assertThrows(DataException.class, () -> federation(17, 20, 10, 0, 1)).getMessage();
    assertTrue(message.contains("630") && message.contains("600"), message);
    String large =
        assertThrows(DataException.class, () -> federation(2_000_000, 2000, 10, 0, 1)).getMessage();
    assertTrue(large.contains("4020008040"), large);
  }

  @Test
  void refusesWhatCannotBe() {
    assertThrows(IllegalArgumentException.class, () -> federation(1, 1, 1, 181, 1));
    assertThrows(IllegalArgumentException.class, () -> federation(1, 1, 1, Double.NaN, 1));
    assertThrows(IllegalArgumentException.class, () -> federation(1, 1, 1, 0, -1));
    assertThrows(IndexOutOfBoundsException.class, () -> federation(1, 1, 1, 0, 1).client(5));
  }
}
