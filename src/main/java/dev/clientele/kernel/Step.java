package dev.clientele.kernel;

/**
 * One prepared operation over fixed memory: running it allocates nothing and does nothing but its
 * arithmetic. Run only by the thread that owns its {@link Kernels}.
 */
@FunctionalInterface
public interface Step {
  /** Does the operation. */
  void run();
}
