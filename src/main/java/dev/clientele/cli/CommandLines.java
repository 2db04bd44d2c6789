package dev.clientele.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs command lines. */
public final class CommandLines {
  private CommandLines() {}

  /**
   * Runs one command line to its end.
   *
   * @return the exit code: 0 done, 1 failed, 2 wrong command line or configuration, 130 interrupted
   */
  public static int execute(PrintWriter out, PrintWriter err, String... args) {
    CommandLine line = new CommandLine(new ClienteleCommand());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    collectErrors(line);
    return line.setOut(out)
        .setErr(err)
        .setExecutionStrategy(CommandLines::run)
        .setParameterExceptionHandler((e, ignored) -> Failures.wrongCommandLine(e))
        .setExecutionExceptionHandler((e, at, ignored) -> Failures.report(e, at.getErr()))
        .execute(args);
  }

  private static void collectErrors(CommandLine line) {
    line.getCommandSpec().parser().collectErrors(true);
    line.getSubcommands().values().forEach(CommandLines::collectErrors);
  }

  /** Reports all that is wrong with the command line at once, or else runs the command. */
  private static int run(ParseResult parsed) {
    List<CommandLine> commands = parsed.asCommandLineList();
    List<Exception> errors =
        commands.stream().flatMap(c -> c.getParseResult().errors().stream()).distinct().toList();
    if (!errors.isEmpty() && commands.stream().noneMatch(CommandLines::asksForHelp)) {
      throw new ParameterException(
          commands.getLast(),
          errors.stream().map(CommandLines::describe).distinct().collect(Collectors.joining("\n")));
    }
    return new RunLast().execute(parsed);
  }

  private static String describe(Exception error) {
    List<String> near =
        error instanceof UnmatchedArgumentException e ? e.getSuggestions() : List.of();
    return error.getMessage()
        + (near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near));
  }

  private static boolean asksForHelp(CommandLine command) {
    return command.isUsageHelpRequested() || command.isVersionHelpRequested();
  }
}
