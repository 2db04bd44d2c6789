package dev.clientele.metric;

import dev.clientele.data.Images;

/** Images as rows of pixels, to be compared without a feature extractor. */
public final class Pixels {
  private Pixels() {}

  /** One row an image, in the images' own order (NHWC, -1..1). */
  public static float[][] rows(Images images) {
    float[][] rows = new float[images.count()][images.shape().size()];
    for (int i = 0; i < rows.length; i++) {
      images.copyTo(i, rows[i], 0);
    }
    return rows;
  }
}
