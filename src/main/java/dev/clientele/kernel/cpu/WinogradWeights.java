package dev.clientele.kernel.cpu;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.Step;

/**
 * The arrangements of 3 x 3 weights: PyTorch's {@code [outputs, inputs, 3, 3]} and ours {@code [3,
 * 3, inputs, outputs]}.
 */
record WinogradWeights(int inputs, int outputs) {
  private static final int TAPS = 9;

  /** PyTorch's to ours. */
  Step load(Buffer plain, Buffer weights) {
    long from = Addresses.of("plain weights", plain, floats());
    long to = address(weights);
    return () -> WinogradWeightLoops.fromPlain(from, to, inputs, outputs);
  }

  /** Ours to PyTorch's. */
  Step store(Buffer weights, Buffer plain) {
    long from = address(weights);
    long to = Addresses.of("plain weights", plain, floats());
    return () -> WinogradWeightLoops.toPlain(from, to, inputs, outputs);
  }

  /** The address of weights as ours are. */
  long address(Buffer weights) {
    return Addresses.of("weights", weights, floats());
  }

  private long floats() {
    return (long) TAPS * inputs * outputs;
  }

  /**
   * The weights of the backward pass, from address to address: turned by half a turn, inputs and
   * outputs exchanged.
   */
  void reverse(long weights, long reversed) {
    long tap = (long) Float.BYTES * inputs * outputs;
    for (int t = 0; t < TAPS; t++) {
      WinogradWeightLoops.transpose(
          weights + t * tap, reversed + (TAPS - 1 - t) * tap, inputs, outputs);
    }
  }
}
