/**
 * The processor's kernels: oneDNN where it is fast, loops of ours in the Vector API where it is
 * not.
 */
package dev.clientele.kernel.cpu;
