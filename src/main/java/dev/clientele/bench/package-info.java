/**
 * Measurements of this program's own speed, and what another program needs to check and repeat
 * them.
 */
package dev.clientele.bench;
