/**
 * The actors that run a federated method: the server, one actor a client, and the pool of workers
 * that computes for them. They route, wait and count; the mathematics is in the methods that they
 * are given, so that a run's result is a function of its plan alone.
 */
package dev.clientele.simulation;
