package dev.clientele.data;

/**
 * One client's images: numbers of the pool's images, those to train on first.
 *
 * @param name the client's natural id, or empty
 * @param domain the number of the domain that they are all from; -1 if there is none
 */
record Holding(int[] images, String name, int domain) {}
