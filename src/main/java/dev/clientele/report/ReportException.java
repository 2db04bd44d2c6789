package dev.clientele.report;

/** A run's directory cannot be made, read or written; the message is one sentence for the user. */
public final class ReportException extends RuntimeException {
  /** An error without an underlying one. */
  public ReportException(String message) {
    super(message);
  }

  /** An error that the file system reported. */
  public ReportException(String message, Throwable cause) {
    super(message, cause);
  }
}
