package dev.clientele.simulation;

/**
 * What an unseen client's adaptation took; the tensors that it made stay with the client.
 *
 * @param parameters how many numbers were updated
 * @param images how many images were worked through
 * @param loss the training loss at its end
 */
record Effort(int parameters, long images, double loss) {}
