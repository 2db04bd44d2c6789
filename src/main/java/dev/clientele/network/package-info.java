/** Networks over kernels, forward and backward, and their optimisers. */
package dev.clientele.network;
