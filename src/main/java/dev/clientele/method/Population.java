package dev.clientele.method;

import dev.clientele.data.Images;

/**
 * Images drawn from the population's model.
 *
 * @param features their features, one row an image
 */
@SuppressWarnings("ArrayRecordComponent") // two populations are never compared
public record Population(Images samples, float[][] features) {}
