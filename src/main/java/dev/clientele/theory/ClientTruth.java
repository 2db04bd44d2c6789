package dev.clientele.theory;

import dev.clientele.data.ClientData;
import dev.clientele.data.Images;
import dev.clientele.data.MixtureFederation;
import java.util.Arrays;

/** What is known of a federation of mixtures. Immutable. */
record ClientTruth(MixtureFederation federation) {
  private static final int STEPS = 300;

  /** The density that a client's points come from. */
  GaussianMixture of(int client) {
    return components(federation.weights(client));
  }

  /**
   * The density of all clients' points together, whose score is the best that one model for all can
   * have.
   */
  GaussianMixture population() {
    double[] equal = new double[federation.classes()];
    Arrays.fill(equal, 1);
    return components(equal);
  }

  /**
   * What a client could learn from its own points if somebody told it the components: their
   * likeliest weights.
   *
   * @param samples how many points it may use
   */
  GaussianMixture attainable(ClientData client, int samples) {
    double[][] points = points(client.train().first(samples));
    return ExpectationMaximisation.weights(population(), points, STEPS, 1e-7).mixture();
  }

  private GaussianMixture components(double[] weights) {
    double[][] means = new double[weights.length][];
    Arrays.setAll(means, federation::mean);
    return new GaussianMixture(weights, means, federation.variance());
  }

  static double[][] points(Images images) {
    int d = images.shape().size();
    float[] pixels = new float[d];
    double[][] points = new double[images.count()][d];
    for (int i = 0; i < points.length; i++) {
      images.copyTo(i, pixels, 0);
      for (int j = 0; j < d; j++) {
        points[i][j] = pixels[j];
      }
    }
    return points;
  }
}
