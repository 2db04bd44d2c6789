package dev.clientele.config;

/** The numbers that a key takes, and how a message names them. */
enum Range {
  POSITIVE("a number above 0", Double.MIN_VALUE, Double.MAX_VALUE),
  NOT_NEGATIVE("a number of 0 or more", 0, Double.MAX_VALUE),
  /** Probabilities and parts of a whole. */
  SHARE("a number from 0 to 1", 0, 1),
  /** Parts of a whole that leave something on both sides. */
  PART("a number above 0 and below 1", Double.MIN_VALUE, Math.nextDown(1.0)),
  /** Parts of a whole of which there is some. */
  POSITIVE_SHARE("a number above 0 and at most 1", Double.MIN_VALUE, 1),
  /** Parts of a whole of which the same again leaves something. */
  HALF("a number from 0 to below 0.5", 0, Math.nextDown(0.5)),
  /** With a decay of 1 a moving average would never move. */
  DECAY("a number from 0 to below 1", 0, Math.nextDown(1.0)),
  /** Degrees. */
  HALF_TURN("a number from 0 to 180", 0, 180);

  private final String text;
  private final double low;
  private final double high;

  Range(String text, double low, double high) {
    this.text = text;
    this.low = low;
    this.high = high;
  }

  /** Whether it is one of them; both ends are, and neither infinity nor NaN is. */
  boolean contains(double x) {
    return low <= x && x <= high;
  }

  @Override
  public String toString() {
    return text;
  }
}
