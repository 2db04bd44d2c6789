package dev.clientele.method;

import dev.clientele.data.Images;

/**
 * Images drawn from the population's model.
 *
 * @param features their features, one row an image
 * @param classifierAccuracy how often the classifier behind the features is right on images that it
 *     was not trained on; NaN where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // two populations are never compared
public record Population(Images samples, float[][] features, double classifierAccuracy) {}
