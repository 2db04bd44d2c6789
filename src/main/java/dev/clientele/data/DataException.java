package dev.clientele.data;

/**
 * Data that cannot be used: a file that is missing, damaged or too small for the federation asked
 * for. The message is one sentence for the user; it names the file, what was expected and what was
 * found.
 */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A problem with no cause but itself. */
  public DataException(String message) {
    super(message);
  }

  /** A problem that showed as {@code cause}. */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
