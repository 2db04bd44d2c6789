package dev.clientele.simulation;

import dev.clientele.diffusion.NoiseSchedule;
import dev.clientele.diffusion.Workspace;
import dev.clientele.kernel.Kernels;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Workspaces that write down which thread made, used and closed them. */
final class FakeWorkspaces {
  final List<Thread> makers = new CopyOnWriteArrayList<>();
  final List<Thread> closers = new CopyOnWriteArrayList<>();

  /** One that has no networks. */
  static Workspace empty() {
    return new Workspace(
        () -> {
          throw new IllegalStateException("expected nobody to ask for a network");
        },
        NoiseSchedule.linear(10));
  }

  /** One that holds a network, whose closing is noted. */
  Workspace watched() {
    makers.add(Thread.currentThread());
    Workspace workspace = new Workspace(this::kernels, NoiseSchedule.linear(10));
    workspace.resource("a network", own -> "laid out");
    return workspace;
  }

  private Kernels kernels() {
    return (Kernels)
        Proxy.newProxyInstance(
            Kernels.class.getClassLoader(),
            new Class<?>[] {Kernels.class},
            (proxy, called, arguments) -> note());
  }

  /** Nothing but closing is ever called. */
  private Object note() {
    closers.add(Thread.currentThread());
    return null;
  }
}
