package dev.clientele.config;

/**
 * A client's simulated hardware, which decides virtual time and nothing else.
 *
 * @param secondsPerImage of training
 * @param latencySeconds a message
 */
public record DeviceConfig(
    double secondsPerImage,
    double downloadBytesPerSecond,
    double uploadBytesPerSecond,
    double latencySeconds) {

  static DeviceConfig read(Block block) {
    return new DeviceConfig(
        block.number("seconds-per-image", Range.NOT_NEGATIVE),
        block.number("download-bytes-per-second", Range.POSITIVE),
        block.number("upload-bytes-per-second", Range.POSITIVE),
        block.number("latency-seconds", Range.NOT_NEGATIVE));
  }
}
