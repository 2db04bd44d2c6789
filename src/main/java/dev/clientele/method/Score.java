package dev.clientele.method;

import dev.clientele.data.Images;

/**
 * How well a model fits one client.
 *
 * @param client the client's number
 * @param loss mean squared error of what the network predicts (noise, or velocity: not to be
 *     compared with each other), on the client's held-out images
 * @param populationLoss the same without the client's private tensors, at the same noise
 * @param kid kernel inception distance of the client's samples to its held-out images; NaN where
 *     not measured
 * @param populationKid that of the population's samples to the same images; NaN where not measured
 * @param samples images drawn for this client; null where none were
 */
public record Score(
    int client,
    double loss,
    double populationLoss,
    double kid,
    double populationKid,
    Images samples) {}
