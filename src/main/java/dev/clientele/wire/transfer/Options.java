package dev.clientele.wire.transfer;

import java.time.Duration;

/**
 * The bounds of transfers.
 *
 * @param chunk numbers in a chunk
 * @param window chunks of one transfer that are under way unacknowledged
 * @param resend how long an acknowledgement is waited for before a chunk is sent again
 * @param patience how long a transfer may go without any acknowledgement before it is given up
 * @param largest numbers that a receiver takes in one transfer
 * @param concurrent transfers that a receiver takes at once
 */
public record Options(
    int chunk, int window, Duration resend, Duration patience, int largest, int concurrent) {
  /** 240 KiB of single precision: with its header it fits into one of Artery's frames. */
  static final int MOST_CHUNK = 60 * 1024;

  public Options {
    within("chunk", chunk, 1, MOST_CHUNK);
    within("window", window, 1, 1024);
    within("largest", largest, 1, Integer.MAX_VALUE);
    within("concurrent", concurrent, 1, 1024);
    if (!resend.isPositive() || patience.compareTo(resend) <= 0) {
      throw new IllegalArgumentException(
          "expected a patience of more than one resend but was " + patience + " and " + resend);
    }
  }

  /** What is measured to be fast: chunks as large as a frame, 32 of them under way. */
  public static Options defaults() {
    return new Options(
        MOST_CHUNK, 32, Duration.ofSeconds(1), Duration.ofSeconds(30), 500_000_000, 16);
  }

  /** The same for a receiver that never has to take more numbers at once than these. */
  public static Options upTo(int largest) {
    Options usual = defaults();
    return new Options(
        usual.chunk,
        usual.window,
        usual.resend,
        usual.patience,
        Math.min(largest, usual.largest),
        usual.concurrent);
  }

  private static void within(String what, int value, int low, int high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          "expected a " + what + " of " + low + " to " + high + " but was " + value);
    }
  }
}
