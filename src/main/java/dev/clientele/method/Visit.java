package dev.clientele.method;

import dev.clientele.tensor.Weights;

/**
 * What a client's visit gave.
 *
 * @param update the change of the shared weights, which goes to the server
 * @param personal the client's private tensors afterwards, which stay with it
 * @param samples how many training images the client has: its weight in the mean
 * @param images how many images were worked through, over all steps
 * @param loss the mean training loss over the visit's steps
 */
public record Visit(Weights update, Weights personal, int samples, long images, double loss) {}
