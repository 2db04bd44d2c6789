package dev.clientele.method.classification;

import dev.clientele.diffusion.Workspace;
import dev.clientele.method.ServerState;
import dev.clientele.method.ServerStep;
import dev.clientele.tensor.RandomStream;
import dev.clientele.tensor.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Does a server's work as a pool might: in any order, some of it twice, on any worker. */
final class ServerWork {
  private ServerWork() {}

  /** With jobs in an order that the stream draws, on one of two workers each. */
  static ServerState shuffled(
      ServerStep first, RandomStream random, Supplier<Workspace> workspaces) {
    ServerStep step = first;
    try (Workspace a = workspaces.get();
        Workspace b = workspaces.get()) {
      while (step instanceof ServerStep.Work(List<ServerStep.Job> jobs, var then)) {
        int[] order = new int[jobs.size()];
        Arrays.setAll(order, i -> i);
        random.shuffle(order);
        Weights[] results = new Weights[order.length];
        for (int place : order) {
          if (random.nextInt(4) == 0) {
            jobs.get(place).run(a); // its worker dies, and it is done again
          }
          results[place] = jobs.get(place).run(random.nextBoolean() ? a : b);
        }
        step = then.apply(List.of(results));
      }
    }
    return ((ServerStep.Done) step).state();
  }
}
