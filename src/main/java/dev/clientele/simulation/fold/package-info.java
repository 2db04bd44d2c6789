/**
 * What the server makes of a round's updates: which ones it admits, how much each of them counts,
 * and how they become one. Pure values and sums in a fixed order.
 */
package dev.clientele.simulation.fold;
