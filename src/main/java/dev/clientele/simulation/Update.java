package dev.clientele.simulation;

import dev.clientele.tensor.Weights;

/**
 * What a client sends the server after a visit: never its private tensors.
 *
 * @param change the change of the shared weights
 * @param samples the client's weight in the mean
 * @param images how many images it worked through
 * @param loss its mean training loss
 */
record Update(Weights change, int samples, long images, double loss) {}
