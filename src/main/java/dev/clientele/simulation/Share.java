package dev.clientele.simulation;

/**
 * One update's part in a sum that is made on a node.
 *
 * @param number of the call
 * @param samples its weight
 * @param factor that it is scaled by, for its staleness
 */
record Share(long number, double samples, double factor) {}
