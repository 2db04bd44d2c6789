package dev.clientele.diffusion;

/**
 * A worker's prepared networks and their memory. Not thread-safe: the thread that makes it uses and
 * closes it.
 */
public final class Workspace implements AutoCloseable {
  @Override
  public void close() {}
}
