package dev.clientele.cli;

/**
 * A command that could not do its work, for a reason the user can understand: the message is one
 * sentence that names what was expected and what was found. The process ends with code 1.
 */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** A failure with no cause but itself. */
  public CommandFailure(String message) {
    super(message);
  }

  /** A failure that showed as {@code cause}. */
  public CommandFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
