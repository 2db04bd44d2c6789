package dev.clientele.method;

import dev.clientele.tensor.Weights;

/**
 * What an unseen client's adaptation gave.
 *
 * @param personal the client's private tensors
 * @param parameters how many numbers were updated
 * @param images how many images were worked through, over all steps
 * @param loss the mean training loss over the last tenth of the steps
 */
public record Adaptation(Weights personal, int parameters, long images, double loss) {}
