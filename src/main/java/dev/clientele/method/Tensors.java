package dev.clientele.method;

import java.util.function.Predicate;

/**
 * A choice of tensors whose gradients are wanted: a part of the network or the rest of it. The
 * blocks' projections of the time embedding are computed as one product, so all or none of their
 * gradients are there; the optimiser leaves alone those that the choice does not mean.
 *
 * @param part the part
 * @param inside whether the part is meant or the rest
 */
record Tensors(NetworkPart part, boolean inside) implements Predicate<String> {
  private static final String PROJECTION = ".time_emb_proj.";

  @Override
  public boolean test(String tensor) {
    return means(tensor) || (part != NetworkPart.OUTPUT && tensor.contains(PROJECTION));
  }

  /** Whether the tensor is to change. */
  boolean means(String tensor) {
    return part.test(tensor) == inside;
  }
}
