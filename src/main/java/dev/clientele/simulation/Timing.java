package dev.clientele.simulation;

/**
 * How long something took by the clock on the wall: not a function of configuration and seed.
 *
 * @param phase what it was part of
 * @param round the round, or how many were behind it
 * @param seconds how long
 * @param images training images worked through meanwhile; 0 for an evaluation
 */
public record Timing(Phase phase, int round, double seconds, long images) {}
