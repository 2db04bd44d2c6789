package dev.clientele.kernel;

/**
 * A prepared convolution. Weights and their gradients live in the device's own arrangement, {@link
 * #weightFloats()} numbers, into and out of which {@link #load} and {@link #store} translate.
 */
public interface Convolution {
  /** Numbers of the weights in the device's arrangement; padding included. */
  long weightFloats();

  /** From PyTorch's {@code [outputs, inputs, kernel, kernel]} to the device's arrangement. */
  Step load(Buffer plain, Buffer weights);

  /** From the device's arrangement to PyTorch's. */
  Step store(Buffer weights, Buffer plain);

  /**
   * What must run after the weights were changed and before the next {@link #forward} or {@link
   * #backwardData}; nothing for most.
   */
  Step refresh(Buffer weights, boolean backward);

  /**
   * {@code y = x * weights + bias (+ residual) (+ y where add)}.
   *
   * @param bias null for none
   * @param residual a tensor of y's shape, or null
   */
  Step forward(Buffer x, Buffer weights, Buffer bias, Buffer residual, boolean add, Buffer y);

  /** The gradient of x, added to {@code dx} where {@code add}, else overwritten. */
  Step backwardData(Buffer dy, Buffer weights, Buffer dx, boolean add);

  /**
   * The gradients of weights (in the device's arrangement) and bias (null for none), overwritten.
   */
  Step backwardWeights(Buffer x, Buffer dy, Buffer dweights, Buffer dbias);
}
