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
      System.exit(code);
    }
    // An interruption is under way already, and ends the process when this thread has ended.
  }
}
