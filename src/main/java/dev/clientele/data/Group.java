package dev.clientele.data;

import dev.clientele.tensor.RandomKey;

/**
 * Images that are divided among some clients: those of one domain, or all.
 *
 * @param images numbers of the pool's images
 * @param clients the clients' numbers
 * @param sizes how many images each of them is to have; together at most as many as there are
 * @param order names the stream of the images' order and the clients' turns
 */
record Group(int[] images, int[] clients, int[] sizes, RandomKey order) {}
