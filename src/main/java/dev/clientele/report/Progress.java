package dev.clientele.report;

import java.io.Console;
import java.io.PrintStream;
import java.util.Optional;

/**
 * Where a run stands, for a person who waits. Belongs to one thread; decides nothing in the run.
 */
public interface Progress extends AutoCloseable {
  /** A new phase of so many steps begins; the one before is over. */
  void phase(String name, int steps);

  /**
   * A step of the phase is done.
   *
   * @param round the step's number in its phase, from 1
   * @param loss the step's mean training loss; NaN where there is none
   * @param images images worked through in this step
   */
  void step(int round, double loss, long images);

  /** Ends the last phase. */
  @Override
  void close();

  /**
   * A bar where a person watches {@code out}, which is the process's own output, plain lines where
   * it goes to a file or a pipe, nothing if {@code quiet}.
   */
  static Progress create(PrintStream out, boolean quiet) {
    if (quiet) {
      return new QuietProgress();
    }
    // Without a terminal there is no console, or, in some versions of Java, one that is none.
    boolean watched = Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    return watched && !"dumb".equals(System.getenv("TERM"))
        ? new BarProgress(out)
        : new LineProgress(out, System::nanoTime);
  }
}
