package dev.clientele.method;

import dev.clientele.data.Images;
import dev.clientele.tensor.Weights;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What every client is compared with: images drawn from the population's model, and clients that
 * took part in training.
 *
 * @param features the images' features, one row an image
 * @param classifierAccuracy how often the classifier behind the features is right on images that it
 *     was not trained on; NaN where there is none
 * @param witnesses the private tensors of the seen clients on whose images adapted models are
 *     measured again, by client
 */
@SuppressWarnings("ArrayRecordComponent") // two populations are never compared
public record Population(
    Images samples,
    float[][] features,
    double classifierAccuracy,
    SortedMap<Integer, Weights> witnesses) {
  /** Keeps a copy of the witnesses. */
  public Population {
    witnesses = Collections.unmodifiableSortedMap(new TreeMap<>(witnesses));
  }

  /** A population without witnesses. */
  public Population(Images samples, float[][] features, double classifierAccuracy) {
    this(samples, features, classifierAccuracy, new TreeMap<>());
  }

  /** The same with these witnesses. */
  public Population with(SortedMap<Integer, Weights> others) {
    return new Population(samples, features, classifierAccuracy, others);
  }
}
