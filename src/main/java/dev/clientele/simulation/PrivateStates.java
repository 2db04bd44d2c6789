package dev.clientele.simulation;

/**
 * The private tensors of clients, by their number.
 *
 * @param now of every client that has trained or adapted
 * @param before its last visit; only where a fault can bring them back
 */
public record PrivateStates(States now, States before) {
  /** Nobody has any. */
  public static final PrivateStates NONE = new PrivateStates(States.NONE, States.NONE);
}
