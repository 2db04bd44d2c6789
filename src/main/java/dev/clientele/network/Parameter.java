package dev.clientele.network;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.Convolution;
import dev.clientele.kernel.Kernels;
import dev.clientele.kernel.Step;
import dev.clientele.tensor.Weights;
import java.util.List;

/**
 * A named tensor of a prepared network on its device.
 *
 * @param shape PyTorch's
 * @param value in the device's arrangement
 * @param gradient likewise; null where the parameter is frozen
 * @param load from {@code plain} into {@code value}
 * @param store from {@code value} into {@code plain}
 * @param storeGradient from {@code gradient} into {@code plain}; null where frozen
 * @param plain the tensor as PyTorch arranges it
 */
record Parameter(
    String name,
    List<Integer> shape,
    Buffer value,
    Buffer gradient,
    Buffer plain,
    Step load,
    Step store,
    Step storeGradient) {
  private static final Step NOTHING = () -> {};

  /** A parameter that the device keeps as PyTorch does. */
  static Parameter plain(String name, List<Integer> shape, Buffer value, Buffer gradient) {
    return new Parameter(name, shape, value, gradient, value, NOTHING, NOTHING, null);
  }

  /**
   * A convolution's weights, which the device arranges in its own way. Where the shape has fewer
   * outputs than the convolution, the others' weights are zero, and so must their gradients be.
   *
   * @param floats numbers of the convolution's weights as PyTorch arranges them
   */
  static Parameter arranged(
      String name,
      List<Integer> shape,
      Convolution by,
      long floats,
      boolean trained,
      Kernels kernels) {
    Buffer value = kernels.allocate(by.weightFloats());
    Buffer gradient = trained ? kernels.allocate(by.weightFloats()) : null;
    Buffer whole = kernels.allocate(floats);
    Buffer plain = whole.slice(0, size(shape));
    return new Parameter(
        name,
        shape,
        value,
        gradient,
        plain,
        by.load(whole, value),
        by.store(value, whole),
        trained ? by.store(gradient, whole) : null);
  }

  static long size(List<Integer> shape) {
    long n = 1;
    for (int d : shape) {
      n *= d;
    }
    return n;
  }

  boolean trained() {
    return gradient != null;
  }

  /** Brings values to the device. */
  void write(Kernels kernels, Weights from, int at) {
    kernels.write(from, at, plain);
    load.run();
  }

  /** Takes values from the device. */
  void read(Kernels kernels, float[] to, int at) {
    store.run();
    kernels.read(plain, to, at);
  }

  /** Takes the gradient from the device. */
  void readGradient(Kernels kernels, float[] to, int at) {
    if (storeGradient == null) {
      kernels.read(gradient, to, at);
    } else {
      storeGradient.run();
      kernels.read(plain, to, at);
    }
  }
}
