package dev.clientele.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.kernel.Kernels;
import dev.clientele.kernel.ObservedKernels;
import dev.clientele.kernel.StepObserver;
import dev.clientele.kernel.cpu.CpuKernels;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Watching a network's steps changes nothing. */
class ObservedKernelsTest {
  private static final RandomKey KEY = RandomKey.of(4);

  private static float[] afterAStep(Kernels kernels) {
    UNetSpec spec = Examples.conditioned();
    Denoiser denoiser = spec.prepare(kernels, 2, tensor -> true, false);
    Network network = denoiser.network();
    network.load(Examples.weights(spec.layout(), KEY));
    Adam adam = new Adam(network);
    adam.begin(tensor -> 1e-3);
    Examples.present(denoiser, KEY);
    denoiser.lossAndGradients(Examples.gaussian(2 * denoiser.imageSize(), KEY));
    network.clipGradients(1e-3);
    adam.step();
    Weights weights = network.weights(network.layout());
    float[] all = new float[weights.layout().size()];
    weights.asBuffer().get(all);
    return all;
  }

  @Test
  void aStepIsTheSameToTheBit() {
    Map<String, Integer> calls = new TreeMap<>();
    StepObserver count =
        (name, step) ->
            () -> {
              calls.merge(name, 1, Integer::sum);
              step.run();
            };
    try (Kernels bare = new CpuKernels();
        Kernels observed = new ObservedKernels(new CpuKernels(true, count), count)) {
      assertArrayEquals(afterAStep(bare), afterAStep(observed));
      assertTrue(observed.allocatedBytes() > 0);
    }
    assertEquals(1, calls.get("squared error"));
    assertEquals(1, calls.get("convolution 1 to 8, 8, 3 by 1: weights"));
    assertTrue(calls.containsKey("Adam"));
  }
}
