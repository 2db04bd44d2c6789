package dev.clientele.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.clientele.kernel.cpu.CpuKernels;
import dev.clientele.network.DenoiserSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepDigestTest {
  private static String digest(DenoiserSpec spec, boolean winograd) {
    try (Workspace workspace =
        new Workspace(() -> new CpuKernels(winograd), NoiseSchedule.linear(100))) {
      String first = StepDigest.of(workspace, spec);
      assertEquals(first, StepDigest.of(workspace, spec), "again with the same networks");
      return first;
    }
  }

  @Test
  void theSameEveryTimeAndAnotherForAnotherNetwork() {
    for (DenoiserSpec spec : List.of(Models.unet(), Models.mlp(), Models.mlp().withClients(0))) {
      assertEquals(digest(spec, true), digest(spec, true));
    }
    assertNotEquals(digest(Models.unet(), true), digest(Models.mlp(), true));
  }
}
