package dev.clientele.cli;

/**
 * While it is open, Ctrl-C and SIGTERM call an action, and the process ends with code 130 when the
 * thread that opened it has ended, instead of at once.
 */
final class Interruption implements AutoCloseable {
  private static final long PATIENCE_MILLISECONDS = 60_000;

  private final Thread hook;

  Interruption(Runnable action) {
    Thread command = Thread.currentThread();
    hook = new Thread(() -> interrupt(action, command), "interruption");
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      throw new CommandInterrupted("the process is ending already");
    }
  }

  private static void interrupt(Runnable action, Thread command) {
    action.run();
    try {
      command.join(PATIENCE_MILLISECONDS);
    } catch (InterruptedException e) {
      // Nobody else knows this thread; if somebody does interrupt it, ending now is what they want.
      Thread.currentThread().interrupt();
    }
    // The exit code of a process that a signal ended would be the signal's; ours says "resumable".
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The signal is being handled: the hook waits for the command's thread and then ends all.
    }
  }
}
