/**
 * Federated methods as pure values, one file each: what a client computes and what the server makes
 * of it.
 */
package dev.clientele.method;
