package dev.clientele.tensor;

/**
 * How an update is made smaller on its way to the server. Pure: what does not fit is the sender's
 * remainder, which it adds to its next update (error feedback: Stich, Cordonnier and Jaggi 2018,
 * "Sparsified SGD with Memory"; Karimireddy et al. 2019).
 */
public sealed interface Compression permits Rounding, TopK, EightBits {
  /**
   * What became of an update.
   *
   * @param sent what the server makes of the bytes
   * @param remainder update plus earlier remainder, less what was sent
   * @param bytes the message's size, numbers and what says where they belong
   */
  record Compressed(Weights sent, Weights remainder, long bytes) {}

  /**
   * Compresses an update with what earlier ones left.
   *
   * @param remainder of the same layout; zeros at the beginning
   */
  default Compressed compress(Weights update, Weights remainder) {
    Weights whole = update.plus(1, remainder);
    Weights sent = approximate(whole);
    return new Compressed(sent, whole.plus(-1, sent), bytes(whole.layout()));
  }

  /** What the server makes of the bytes that stand for these numbers. */
  Weights approximate(Weights numbers);

  /** The size of an update of this layout. */
  long bytes(Layout layout);
}
