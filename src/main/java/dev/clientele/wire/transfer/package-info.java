/**
 * Moves weights from one JVM to another: in chunks, a window of which is under way, each of them
 * acknowledged and sent again where it was lost.
 */
package dev.clientele.wire.transfer;
