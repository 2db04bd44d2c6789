package dev.clientele.config;

/**
 * When clients can be called, in virtual time.
 *
 * @param kind by which rule
 * @param share random, diurnal: of the time
 * @param periodSeconds random: the stretch for which a client stays on or off
 * @param daySeconds diurnal: a day
 * @param spread diurnal: standard deviation of the beginning of a client's hours, in days
 * @param trace trace: the file of measured intervals
 */
public record AvailabilityConfig(
    Kind kind, double share, double periodSeconds, double daySeconds, double spread, String trace) {
  /** By which rule. */
  public enum Kind {
    /** All the time. */
    ALWAYS,
    /** On and off at random. */
    RANDOM,
    /** Some hours of the day. */
    DIURNAL,
    /** As one of a file's devices. */
    TRACE
  }

  static AvailabilityConfig read(Block block) {
    return new AvailabilityConfig(
        block.choice("kind", Kind.class),
        block.number("share", Range.POSITIVE_SHARE),
        block.number("period-seconds", Range.POSITIVE),
        block.number("day-seconds", Range.POSITIVE),
        block.number("spread", Range.NOT_NEGATIVE),
        block.text("trace"));
  }

  AvailabilityConfig withTrace(String file) {
    return new AvailabilityConfig(kind, share, periodSeconds, daySeconds, spread, file);
  }
}
