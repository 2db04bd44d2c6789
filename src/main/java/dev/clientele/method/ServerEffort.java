package dev.clientele.method;

/**
 * What the server itself has worked through, beside adding up.
 *
 * @param images training images, over all of its optimiser steps
 * @param drawn images that it has drawn with a generative model
 */
public record ServerEffort(long images, long drawn) {
  /** No work of its own. */
  public static final ServerEffort NONE = new ServerEffort(0, 0);
}
