/**
 * Immutable named weights and what they travel in: layouts, safetensors files, random streams, and
 * the bridge to ND4J.
 */
package dev.clientele.tensor;
