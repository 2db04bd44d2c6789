/**
 * What goes wrong: a plan of faults, the fate that it draws for each call of a client, and the
 * damage that a fate does to an update. Pure values; every fate is a function of a key, the call's
 * number and the client's, so that a fault that is switched on or off moves no other.
 */
package dev.clientele.simulation.fault;
