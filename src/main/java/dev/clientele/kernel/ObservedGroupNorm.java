package dev.clientele.kernel;

/** A group normalisation whose steps an observer stands around. */
record ObservedGroupNorm(GroupNormShape shape, GroupNorm by, StepObserver observer)
    implements GroupNorm {
  private Step observe(String what, Step step) {
    String size = shape.pixels() + " x " + shape.channels();
    return observer.observe("group norm " + size + ": " + what, step);
  }

  @Override
  public Step forward(Buffer x1, Buffer x2, Buffer bias, Buffer scale, Buffer shift, Buffer y) {
    return observe("forward", by.forward(x1, x2, bias, scale, shift, y));
  }

  @Override
  public Step backward(
      Buffer dy,
      Buffer dx1,
      boolean add1,
      Buffer dx2,
      boolean add2,
      Buffer dbias,
      Buffer dscale,
      Buffer dshift) {
    return observe("backward", by.backward(dy, dx1, add1, dx2, add2, dbias, dscale, dshift));
  }
}
