package dev.clientele.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.clientele.tensor.RandomKey;
import org.junit.jupiter.api.Test;

class PooledFederationTest {
  private static final RandomKey KEY = RandomKey.of(3);

  private final Federation apart =
      GlyphFederation.create(
          new ImageShape(8, 8, 1),
          new ClientSizes(new ClientCounts(3, 1, 6, 4, 2), 0, KEY),
          new GlyphStyles.Own(1, KEY),
          new ClassMixes.Dirichlet(1, KEY),
          KEY);
  private final Federation pooled = new PooledFederation(apart);

  private static float[] pixels(Images images, int i) {
    float[] pixels = new float[images.shape().size()];
    images.copyTo(i, pixels, 0);
    return pixels;
  }

  @Test
  void everybodyTrainsAndChoosesOnWhatAllHold() {
    ClientData member = pooled.client(1);
    assertEquals(18, member.train().count());
    assertArrayEquals(pixels(apart.client(2).train(), 5), pixels(member.train(), 17));
    assertEquals(6, member.count(Part.VALIDATION));
    assertArrayEquals(pixels(apart.client(2).validation(), 1), pixels(member.validation(), 5));
  }

  @Test
  void everybodyIsMeasuredOnItsOwn() {
    for (int id = 0; id < 3; id++) {
      Images own = apart.client(id).heldOut();
      Images measured = pooled.client(id).heldOut();
      assertEquals(own.count(), measured.count());
      assertArrayEquals(pixels(own, 0), pixels(measured, 0));
    }
    assertEquals(6, pooled.client(3).train().count());
  }
}
