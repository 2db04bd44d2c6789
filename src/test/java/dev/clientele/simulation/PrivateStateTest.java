package dev.clientele.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Weights;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PrivateStateTest {
  private static Weights of(float value) {
    Layout one = new Layout.Builder().add("e", List.of(1)).build();
    return Weights.adopt(one, new float[] {value});
  }

  @Test
  void rememberWhatWasBeforeTheLatestVisit() {
    PrivateState state = PrivateState.of(Optional.empty()).after(3, of(3)).after(7, of(7));
    assertEquals(Optional.of(of(7)), state.asOf(9));
    assertEquals(Optional.of(of(7)), state.asOf(7));
    assertEquals(Optional.of(of(3)), state.asOf(6));
    assertEquals(Optional.of(of(3)), state.asOf(3));
    assertThrows(IllegalArgumentException.class, () -> state.asOf(2));
  }

  @Test
  void aFirstVisitHasNothingBefore() {
    assertEquals(Optional.empty(), PrivateState.of(Optional.empty()).after(4, of(4)).asOf(3));
    assertEquals(Optional.of(of(1)), PrivateState.of(Optional.of(of(1))).after(4, of(4)).asOf(3));
  }
}
