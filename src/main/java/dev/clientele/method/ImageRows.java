package dev.clientele.method;

import dev.clientele.data.Images;

/**
 * Images with their features, one row an image.
 *
 * @param features as many rows as images
 */
@SuppressWarnings("ArrayRecordComponent") // two of them are never compared
record ImageRows(Images images, float[][] features) {}
