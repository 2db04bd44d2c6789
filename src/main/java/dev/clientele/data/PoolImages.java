package dev.clientele.data;

/** Images of a pool in the form that networks take, as they are stored. */
final class PoolImages {
  private PoolImages() {}

  /** All of them, in memory. */
  static Images all(ImagePool pool) {
    int size = pool.shape().size();
    float[] values = new float[Math.multiplyExact(pool.count(), size)];
    int[] labels = new int[pool.count()];
    byte[] image = new byte[size];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = pool.label(i);
      pool.read(i, image);
      for (int p = 0; p < size; p++) {
        values[i * size + p] = (float) (Byte.toUnsignedInt(image[p]) / 127.5 - 1);
      }
    }
    return Images.adopt(pool.shape(), values, labels);
  }
}
