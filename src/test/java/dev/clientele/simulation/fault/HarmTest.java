package dev.clientele.simulation.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.data.ClientData;
import dev.clientele.data.ImageShape;
import dev.clientele.data.Images;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HarmTest {
  private static final RandomKey KEY = RandomKey.of(4);
  private static final Layout LAYOUT =
      new Layout.Builder().add("a", List.of(20, 50)).add("b", List.of(7)).build();
  private static final FaultPlan PLAN =
      new FaultPlan(
          FaultPlan.NONE.dropout(),
          FaultPlan.NONE.crash(),
          FaultPlan.NONE.messages(),
          new FaultPlan.Corrupted(1, 0.02, List.of(Corruption.NAN)),
          0,
          FaultPlan.NONE.stragglers(),
          new FaultPlan.Byzantine(1, Attack.SCALED, 3),
          Outages.NONE);

  private static Weights update() {
    float[] values = new float[LAYOUT.size()];
    RandomKey.of(9).stream().fillGaussian(values);
    return Weights.adopt(LAYOUT, values);
  }

  private static Weights harmed(Corruption corruption, Attack attack) {
    return Harm.update(new Damage(corruption, attack, false), update(), PLAN, KEY);
  }

  @Test
  void whatIsFineStaysAsItIs() {
    Weights update = update();
    assertSame(update, Harm.update(Damage.NONE, update, PLAN, KEY));
    assertEquals(update, harmed(Corruption.UNKNOWN_VERSION, Attack.LABEL_FLIP));
  }

  @Test
  void attacks() {
    Weights zero = Weights.zeros(LAYOUT);
    assertEquals(zero.plus(-3, update()), harmed(Corruption.NONE, Attack.SIGN_FLIP));
    assertEquals(zero.plus(3, update()), harmed(Corruption.NONE, Attack.SCALED));
    assertEquals(zero, harmed(Corruption.NONE, Attack.ZERO));
    Weights noise = harmed(Corruption.NONE, Attack.GAUSSIAN);
    assertEquals(3, noise.norm() / update().norm(), 0.2);
    assertNotEquals(noise, harmed(Corruption.NONE, Attack.SCALED));
  }

  @Test
  void corruptionHitsItsShareOfTheNumbers() {
    Weights nan = harmed(Corruption.NAN, Attack.NONE);
    long hit = IntStream.range(0, nan.size()).filter(i -> Float.isNaN(nan.at(i))).count();
    assertTrue(hit >= 15 && hit <= 20, "was " + hit);
    assertFalse(harmed(Corruption.INFINITY, Attack.NONE).isFinite());
    Weights flipped = harmed(Corruption.BIT_FLIPS, Attack.NONE);
    Weights update = update();
    int bits = 0;
    for (int i = 0; i < flipped.size(); i++) {
      int mine = Float.floatToRawIntBits(flipped.at(i));
      bits += Integer.bitCount(mine ^ Float.floatToRawIntBits(update.at(i)));
    }
    assertTrue(bits >= 10 && bits <= 20, "was " + bits);
  }

  @Test
  void aWrongShapeHasOtherTensors() {
    assertNotEquals(LAYOUT, harmed(Corruption.WRONG_SHAPE, Attack.NONE).layout());
  }

  @Test
  void flippedLabelsAreMirrored() {
    Images images =
        Images.adopt(new ImageShape(1, 1, 1), new float[] {1, 2, 3}, new int[] {0, 4, 9});
    ClientData honest = new Held(images);
    Damage flip = new Damage(Corruption.NONE, Attack.LABEL_FLIP, false);
    Images flipped = Harm.data(flip, honest, 10).train();
    assertEquals(List.of(9, 5, 0), List.of(flipped.label(0), flipped.label(1), flipped.label(2)));
    float[] pixel = new float[1];
    flipped.copyTo(2, pixel, 0);
    assertEquals(3, pixel[0]);
    assertSame(images, Harm.data(flip, honest, 10).heldOut());
    assertSame(honest, Harm.data(Damage.NONE, honest, 10));
  }

  private record Held(Images train) implements ClientData {
    @Override
    public int id() {
      return 0;
    }

    @Override
    public Images heldOut() {
      return train;
    }

    @Override
    public String description() {
      return "";
    }
  }
}
