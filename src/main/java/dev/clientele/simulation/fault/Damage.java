package dev.clientele.simulation.fault;

/**
 * What a fate changes about a visit's content.
 *
 * @param corruption of the update on its way
 * @param attack what the client sends instead
 * @param staleState whether the client starts from the private tensors before its last visit, as a
 *     device restored from a backup
 */
public record Damage(Corruption corruption, Attack attack, boolean staleState) {
  /** All is as it should be. */
  public static final Damage NONE = new Damage(Corruption.NONE, Attack.NONE, false);
}
