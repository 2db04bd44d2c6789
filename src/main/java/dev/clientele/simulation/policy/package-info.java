/**
 * The course of a federation in virtual time: who is called when, what becomes of each call, and
 * when the server takes a step. A pure state machine: the same events give the same commands, so
 * that thousands of federations can be tried in a second without an actor or a weight.
 */
package dev.clientele.simulation.policy;
