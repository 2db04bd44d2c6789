package dev.clientele.network;

import java.util.Arrays;

/**
 * The features of the time steps that were asked for so far: there are few steps, and each takes
 * microseconds of sines. Belongs to one denoiser and its thread.
 */
final class TimeTable {
  private final TimeFeatures features;
  private float[][] known = new float[0][];

  TimeTable(TimeFeatures features) {
    this.features = features;
  }

  /** As {@link TimeFeatures#write}. */
  void write(int time, float[] to, int at) {
    if (time >= known.length) {
      known = Arrays.copyOf(known, Math.max(time + 1, 2 * known.length));
    }
    if (known[time] == null) {
      known[time] = new float[features.size()];
      features.write(time, known[time], 0);
    }
    System.arraycopy(known[time], 0, to, at, features.size());
  }
}
