/**
 * What the clients' machines are like: how fast each one computes and sends, and when it can be
 * reached. Pure values; everything that differs between clients is a function of a key and the
 * client's number, so that nobody has to be remembered.
 */
package dev.clientele.simulation.fleet;
