package dev.clientele.simulation.fleet;

/**
 * A client's simulated hardware and network: decides virtual time and nothing else.
 *
 * @param secondsPerImage to train on one image once
 * @param downloadBytesPerSecond from the server
 * @param uploadBytesPerSecond to the server
 * @param latencySeconds of a message, either way
 */
public record DeviceProfile(
    double secondsPerImage,
    double downloadBytesPerSecond,
    double uploadBytesPerSecond,
    double latencySeconds) {
  /** Rejects what would make time stand still or run backwards. */
  public DeviceProfile {
    if (!(secondsPerImage >= 0) || !(latencySeconds >= 0)) {
      throw new IllegalArgumentException(
          "expected seconds of 0 or more but was "
              + secondsPerImage
              + " an image and "
              + latencySeconds
              + " of latency");
    }
    if (!(downloadBytesPerSecond > 0) || !(uploadBytesPerSecond > 0)) {
      throw new IllegalArgumentException(
          "expected positive bytes a second but was "
              + downloadBytesPerSecond
              + " down and "
              + uploadBytesPerSecond
              + " up");
    }
  }

  /** Virtual seconds from the server's call to the arrival of the client's answer. */
  public double visitSeconds(long bytesDown, long images, long bytesUp) {
    return latencySeconds
        + bytesDown / downloadBytesPerSecond
        + images * secondsPerImage
        + bytesUp / uploadBytesPerSecond
        + latencySeconds;
  }

  /** Virtual seconds from the server's call until the client has the model. */
  public double downloadSeconds(long bytesDown) {
    return latencySeconds + bytesDown / downloadBytesPerSecond;
  }

  /** Virtual seconds of an answer on its way. */
  public double uploadSeconds(long bytesUp) {
    return bytesUp / uploadBytesPerSecond + latencySeconds;
  }

  /** The same machine, {@code compute} times as slow to train and {@code network} to send. */
  public DeviceProfile slowed(double compute, double network) {
    return new DeviceProfile(
        secondsPerImage * compute,
        downloadBytesPerSecond / network,
        uploadBytesPerSecond / network,
        latencySeconds);
  }
}
