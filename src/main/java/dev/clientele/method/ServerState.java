package dev.clientele.method;

import dev.clientele.tensor.Weights;

/**
 * What the server remembers between rounds.
 *
 * @param round how many rounds are behind it
 * @param shared the weights that the next round starts from
 * @param average their exponential moving average: what is evaluated and sampled from
 */
public record ServerState(int round, Weights shared, Weights average) {}
