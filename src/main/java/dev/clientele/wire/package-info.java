/**
 * What crosses from one JVM to another and how: the messages' serializer and its table of ids, the
 * transfer of weights in acknowledged chunks, and the check that two nodes compute the same bits.
 */
package dev.clientele.wire;
