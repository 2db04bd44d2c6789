package dev.clientele.network;

/**
 * The sinusoidal features of a time step (Vaswani et al. 2017, as diffusers' {@code
 * get_timestep_embedding}).
 *
 * @param size how many numbers; an odd one ends with a zero
 * @param cosineFirst diffusers' {@code flip_sin_to_cos}
 * @param shift diffusers' {@code freq_shift}
 */
public record TimeFeatures(int size, boolean cosineFirst, double shift) {
  /** Writes the features of {@code time} to {@code to[at..at + size - 1]}. */
  public void write(int time, float[] to, int at) {
    int half = size / 2;
    int sine = cosineFirst ? half : 0;
    int cosine = cosineFirst ? 0 : half;
    for (int i = 0; i < half; i++) {
      // Single precision where the reference has it, so that large times give the same angles.
      float exponent = (float) (-StrictMath.log(10000) * i / (half - shift));
      float angle = time * (float) StrictMath.exp(exponent);
      to[at + sine + i] = (float) StrictMath.sin(angle);
      to[at + cosine + i] = (float) StrictMath.cos(angle);
    }
    if (size % 2 == 1) {
      to[at + size - 1] = 0;
    }
  }
}
