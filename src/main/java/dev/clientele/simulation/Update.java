package dev.clientele.simulation;

/**
 * What a client sends the server after a visit: never its private tensors.
 *
 * @param version of the model that it was made from, as the client says
 * @param change what the method sends of the shared weights' change
 * @param samples the client's weight in the mean
 * @param images how many images it worked through
 * @param loss its mean training loss
 */
record Update(int version, Change change, int samples, long images, double loss) {}
