package dev.clientele.simulation;

import dev.clientele.tensor.Weights;

/**
 * What a visit's job gives a client.
 *
 * @param update for the server
 * @param personal the private tensors, if the visit is kept
 */
record Worked(Update update, Weights personal) {}
