package dev.clientele;

import dev.clientele.cli.CommandLines;
import dev.clientele.cli.ExitCode;
import java.io.PrintWriter;
import java.nio.charset.Charset;

/** The program. */
public final class Clientele {
  private Clientele() {}

  /** Runs the command line; its exit code is the process's. */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
    PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
    int code = CommandLines.execute(out, err, args);
    if (code != ExitCode.INTERRUPTED) {
      // Not exit: while an interruption is being handled, that would wait for the handler, which
      // waits
      // for this thread. Everything is flushed and there is no other handler.
      out.flush();
      err.flush();
      Runtime.getRuntime().halt(code);
    }
    // An interruption is under way already, and ends the process when this thread has ended.
  }
}
