package dev.clientele.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.Tries;
import org.junit.jupiter.api.Test;

class SplitTest {
  private static ClientCounts counts(int samples, int heldOut, int validation) {
    return new ClientCounts(1, 0, samples, heldOut, validation);
  }

  @Test
  void whoeverHasWhatIsAskedForGetsExactlyThat() {
    Tries.check(
        200,
        random -> {
          ClientCounts counts =
              counts(
                  Tries.between(random, 1, 90),
                  Tries.between(random, 0, 50),
                  Tries.between(random, 0, 50));
          assertEquals(
              new Split(counts.samples(), counts.heldOut(), counts.validation()),
              Split.of(counts.imagesEach(), counts));
        });
  }

  @Test
  void everyPartThatIsAskedForHasImages() {
    Tries.check(
        500,
        random -> {
          ClientCounts counts =
              counts(
                  Tries.between(random, 1, 90),
                  Tries.between(random, 0, 90),
                  Tries.between(random, 0, 90));
          int images = Tries.between(random, counts.fewest(), 1000);
          Split split = Split.of(images, counts);
          assertEquals(images, split.train() + split.heldOut() + split.validation());
          assertTrue(split.train() >= 1, split.toString());
          assertTrue(split.heldOut() >= Math.min(2, counts.heldOut()), split.toString());
          assertTrue(split.validation() >= Math.min(2, counts.validation()), split.toString());
          assertTrue((split.heldOut() == 0) == (counts.heldOut() == 0), split.toString());
          assertTrue((split.validation() == 0) == (counts.validation() == 0), split.toString());
        });
  }

  @Test
  void othersAreDividedInProportion() {
    assertEquals(new Split(120, 60, 20), Split.of(200, counts(60, 30, 10)));
    assertEquals(new Split(7, 3, 0), Split.of(10, counts(64, 32, 0)));
  }
}
