/** Noise schedules, the training objective, samplers, and a worker's prepared denoisers. */
package dev.clientele.diffusion;
