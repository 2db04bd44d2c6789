package dev.clientele.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Precision;
import dev.clientele.tensor.Weights;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes to a node of a model; that it arrives is the storms' to show. */
class ShippingTest {
  private static final Layout LAYOUT =
      new Layout.Builder().add("a", List.of(100)).add("b", List.of(7)).build();

  private final Place place = new Place(new Placement.Present(null, null, 4, 2));

  private static Weights model(Layout layout, float lastNumber) {
    float[] values = new float[layout.size()];
    values[values.length - 1] = lastNumber;
    return Weights.adopt(layout, values);
  }

  private long bytes(boolean changesOnly, Precision precision, Weights model) {
    Shipping shipping = new Shipping(null, null, precision, changesOnly);
    return shipping.parcel(new Place.Held(2, model), place).bytes();
  }

  @Test
  void aNodeThatHasAModelGetsTheTensorsThatDiffer() {
    Weights next = model(LAYOUT, 2);
    assertEquals(4 * 107, bytes(true, Precision.FP32, next));
    place.hold(new Place.Held(1, model(LAYOUT, 1)));
    assertEquals(4 * 7, bytes(true, Precision.FP32, next));
    assertEquals(2 * 7, bytes(true, Precision.FP16, next));
    assertEquals(4 * 107, bytes(false, Precision.FP32, next));
  }

  @Test
  void aModelThatIsNoChangeOfTheOneThereGoesWhole() {
    place.hold(new Place.Held(1, model(new Layout.Builder().add("a", List.of(100)).build(), 1)));
    assertEquals(4 * 107, bytes(true, Precision.FP32, model(LAYOUT, 2)));
  }

  @Test
  void aDoorThatKeepsPrivateTensorsKnowsNoModel() {
    place.hold(new Place.Held(1, model(LAYOUT, 1)));
    place.hold(null);
    assertEquals(4 * 107, bytes(true, Precision.FP32, model(LAYOUT, 2)));
  }
}
