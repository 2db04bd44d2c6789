package dev.clientele.cli;

/**
 * A command that the user interrupted; the message is one sentence that says how to go on. The
 * process ends with code 130.
 */
public final class CommandInterrupted extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** An interruption, after everything was left in order. */
  public CommandInterrupted(String message) {
    super(message);
  }
}
