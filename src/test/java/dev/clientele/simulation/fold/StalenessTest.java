package dev.clientele.simulation.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Weights;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StalenessTest {
  @Test
  void theFormulasOfThePapers() {
    assertEquals(1, Staleness.Constant.INSTANCE.factor(100));
    assertEquals(0.5, new Staleness.Polynomial(0.5).factor(3), 1e-12);
    assertEquals(1, new Staleness.Polynomial(2).factor(0));
    Staleness hinge = new Staleness.Hinge(10, 4);
    assertEquals(1, hinge.factor(4));
    assertEquals(1 / 21.0, hinge.factor(6), 1e-12);
  }

  @Test
  void onlyWhatFitsIsAdmitted() {
    Layout layout = new Layout.Builder().add("w", List.of(2)).build();
    Layout other = new Layout.Builder().add("w", List.of(2, 1)).build();
    Admission gate = new Admission(layout);
    Weights fine = Weights.zeros(layout);
    assertEquals(Optional.empty(), gate.objection(fine, 7, 7));
    assertTrue(gate.objection(fine, 8, 7).orElseThrow().contains("version 7 but was of 8"));
    assertTrue(gate.objection(Weights.zeros(other), 7, 7).orElseThrow().contains("layout"));
    Weights nan = Weights.adopt(layout, new float[] {0, Float.NaN});
    assertTrue(gate.objection(nan, 7, 7).orElseThrow().contains("finite"));
  }
}
