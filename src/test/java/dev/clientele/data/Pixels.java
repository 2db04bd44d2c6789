package dev.clientele.data;

/** Takes images apart for assertions. */
final class Pixels {
  private Pixels() {}

  static float[] of(Images images, int i) {
    float[] pixels = new float[images.shape().size()];
    images.copyTo(i, pixels, 0);
    return pixels;
  }

  static float[] all(Images images) {
    int size = images.shape().size();
    float[] pixels = new float[images.count() * size];
    for (int i = 0; i < images.count(); i++) {
      images.copyTo(i, pixels, i * size);
    }
    return pixels;
  }

  static int[] labels(Images images) {
    int[] labels = new int[images.count()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = images.label(i);
    }
    return labels;
  }

  /** Root mean square difference. */
  static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum / a.length);
  }
}
