package dev.clientele.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.kernel.DryKernels;
import dev.clientele.kernel.Kernels;
import dev.clientele.network.Adam;
import dev.clientele.network.Sgd;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkspaceTest {
  private final List<Kernels> devices = new ArrayList<>();
  private int closed;
  private final Workspace workspace = new Workspace(this::device, NoiseSchedule.linear(7));

  /** A device without memory that counts how often it is closed. */
  private Kernels device() {
    DryKernels dry = new DryKernels();
    devices.add(dry);
    InvocationHandler counting =
        (proxy, method, arguments) -> {
          closed += method.getName().equals("close") ? 1 : 0;
          return method.invoke(dry, arguments);
        };
    Class<?>[] type = {Kernels.class};
    return (Kernels) Proxy.newProxyInstance(Kernels.class.getClassLoader(), type, counting);
  }

  @Test
  void equalRequestsShareANetworkAndOthersDoNot() {
    Set<Trainer> trainers = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int twice = 0; twice < 2; twice++) {
      trainers.add(workspace.trainer(Models.unet(), 2, Trained.EVERYTHING, true));
      trainers.add(workspace.trainer(Models.unet(), 2, Trained.EVERYTHING, false));
      trainers.add(workspace.trainer(Models.unet(), 2, Trained.CLIENT_EMBEDDING, true));
      trainers.add(workspace.trainer(Models.unet(), 3, Trained.EVERYTHING, true));
      trainers.add(workspace.trainer(Models.mlp(), 2, Trained.EVERYTHING, true));
      trainers.add(workspace.trainer(Models.unet().withClients(1), 2, Trained.EVERYTHING, true));
    }
    assertEquals(6, trainers.size());
    assertSame(workspace.denoiser(Models.mlp(), 4), workspace.denoiser(Models.mlp(), 4));
    assertEquals(7, devices.size());
  }

  @Test
  void aTrainerIsWhatWasAskedFor() {
    Trainer adam = workspace.trainer(Models.mlp(), 2, Trained.EVERYTHING, true);
    assertTrue(adam.optimizer() instanceof Adam);
    assertEquals(2, adam.denoiser().batch());
    assertEquals(Models.mlp(), adam.denoiser().spec());
    Trainer sgd = workspace.trainer(Models.mlp(), 2, Trained.EVERYTHING, false);
    assertTrue(sgd.optimizer() instanceof Sgd);
    assertEquals(7, workspace.steps());
  }

  @Test
  void countsAndClosesAllItsDevices() {
    workspace.denoiser(Models.mlp(), 1);
    workspace.trainer(Models.unet(), 2, Trained.EVERYTHING, true);
    long sum = devices.stream().mapToLong(Kernels::allocatedBytes).sum();
    assertEquals(sum, workspace.allocatedBytes());
    workspace.close();
    assertEquals(2, closed);
    assertEquals(0, workspace.allocatedBytes());
  }
}
