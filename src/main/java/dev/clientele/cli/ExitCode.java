package dev.clientele.cli;

/** What a process's exit code means. */
public final class ExitCode {
  public static final int DONE = 0;

  /** The run failed: one line on the error stream says why. */
  public static final int FAILED = 1;

  /** The command line or the configuration is wrong: the error stream lists everything. */
  public static final int WRONG_INPUT = 2;

  /** Interrupted, and resumable. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
