package dev.clientele.simulation;

import dev.clientele.diffusion.Workspace;

/**
 * A computation for a {@link Worker}. It may be done more than once, when its worker dies, so it
 * reads and writes nothing but its own immutable inputs.
 */
@FunctionalInterface
interface Job<T> {
  /** Computes on the worker's thread; an exception fails the job and not the worker. */
  T run(Workspace workspace) throws Exception;
}
