package dev.clientele.kernel;

/**
 * A prepared group normalisation {@code y = act(gn([x1 | x2] + bias) * scale + shift)}. The
 * addition {@code bias[n, c]} (a time or client embedding's projection) is folded into the
 * statistics and costs nothing.
 */
public interface GroupNorm {
  /**
   * Prepares the forward pass.
   *
   * @param x1 {@code [batch, pixels, channels1]}
   * @param x2 {@code [batch, pixels, channels2]}, or null
   * @param bias row {@code n} of additions begins at {@code n * biasStride}, {@code channels} long;
   *     or null
   * @param scale {@code [channels]}
   * @param shift {@code [channels]}
   * @param y {@code [batch, pixels, channels]}
   */
  Step forward(Buffer x1, Buffer x2, Buffer bias, Buffer scale, Buffer shift, Buffer y);

  /**
   * Prepares the backward pass of the forward pass prepared last; gradients that are null are not
   * computed.
   *
   * @param dy the gradient of y; its contents are lost
   * @param dx1 the gradient of x1, added to where {@code add1}, else overwritten
   * @param dx2 the gradient of x2, likewise
   * @param dbias rows like bias's, overwritten
   * @param dscale overwritten; null exactly when dshift is
   * @param dshift overwritten
   */
  Step backward(
      Buffer dy,
      Buffer dx1,
      boolean add1,
      Buffer dx2,
      boolean add2,
      Buffer dbias,
      Buffer dscale,
      Buffer dshift);
}
