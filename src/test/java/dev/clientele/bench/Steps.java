package dev.clientele.bench;

import dev.clientele.diffusion.NoiseSchedule;
import dev.clientele.diffusion.Trained;
import dev.clientele.diffusion.Workspace;
import dev.clientele.kernel.cpu.CpuKernels;
import dev.clientele.network.UNetSpec;
import java.util.List;

/** Tiny tasks, for tests. */
final class Steps {
  private Steps() {}

  /** On 4 x 4 colour images. */
  static StepTask tiny(Trained trained) {
    UNetSpec spec = UNetSpec.of(4, 4, 3, List.of(8, 16), 1, List.of(1), 0, 4, 0).withClients(5);
    return new StepTask(spec, 2, trained);
  }

  static Workspace workspace() {
    return new Workspace(CpuKernels::new, NoiseSchedule.linear(1000));
  }
}
