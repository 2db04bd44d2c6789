package dev.clientele.kernel.cpu;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.Step;
import java.util.List;

/** Small steps that others are made of. */
final class Steps {
  private Steps() {}

  static Step both(Step first, Step second) {
    return () -> {
      first.run();
      second.run();
    };
  }

  static Step all(List<Step> steps) {
    Step[] all = steps.toArray(Step[]::new);
    return () -> {
      for (Step step : all) {
        step.run();
      }
    };
  }

  static Step copy(Buffer from, Buffer to) {
    long a = from.address();
    long b = to.address();
    long n = to.floats();
    return () -> ElementLoops.copy(a, b, n);
  }

  static Step add(Buffer from, Buffer to) {
    long a = from.address();
    long b = to.address();
    long n = to.floats();
    return () -> ElementLoops.add(a, b, n);
  }
}
