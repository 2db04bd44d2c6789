package dev.clientele.config;

/**
 * The clients' simulated hardware, which decides virtual time and nothing else.
 *
 * @param secondsPerImage of training
 * @param latencySeconds a message
 * @param profiles how machines differ from these numbers
 * @param sigma log-normal: standard deviation of the logarithm of a machine's factors
 * @param shape pareto: exponent of the factors' tail
 * @param trace trace: the file of measured machines
 */
public record DeviceConfig(
    double secondsPerImage,
    double downloadBytesPerSecond,
    double uploadBytesPerSecond,
    double latencySeconds,
    Profiles profiles,
    double sigma,
    double shape,
    String trace) {
  /** How machines differ. */
  public enum Profiles {
    /** Not at all. */
    CONSTANT,
    /** The median machine has the numbers. */
    LOG_NORMAL,
    /** The fastest machine has the numbers. */
    PARETO,
    /** Every client has one of a file's machines. */
    TRACE
  }

  static DeviceConfig read(Block block) {
    return new DeviceConfig(
        block.number("seconds-per-image", Range.NOT_NEGATIVE),
        block.number("download-bytes-per-second", Range.POSITIVE),
        block.number("upload-bytes-per-second", Range.POSITIVE),
        block.number("latency-seconds", Range.NOT_NEGATIVE),
        block.choice("profiles", Profiles.class),
        block.number("sigma", Range.NOT_NEGATIVE),
        block.number("shape", Range.POSITIVE),
        block.text("trace"));
  }

  DeviceConfig withTrace(String file) {
    return new DeviceConfig(
        secondsPerImage,
        downloadBytesPerSecond,
        uploadBytesPerSecond,
        latencySeconds,
        profiles,
        sigma,
        shape,
        file);
  }
}
