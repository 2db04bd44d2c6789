package dev.clientele.cli;

import dev.clientele.config.ConfigurationException;
import dev.clientele.data.DataException;
import dev.clientele.metric.FeatureException;
import dev.clientele.report.ReportException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ParameterException;

/** Says what went wrong, and which exit code that is. */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
  private static final String PREFIX = "clientele: ";

  private Failures() {}

  static int wrongCommandLine(ParameterException e) {
    PrintWriter err = e.getCommandLine().getErr();
    e.getMessage().lines().forEach(line -> err.println(PREFIX + line));
    err.println();
    e.getCommandLine().usage(err);
    return ExitCode.WRONG_INPUT;
  }

  static int report(Exception failure, PrintWriter err) {
    if (failure instanceof ConfigurationException wrong) {
      wrong.problems().forEach(err::println);
      return ExitCode.WRONG_INPUT;
    }
    err.println(PREFIX + oneLine(sentence(failure)));
    if (failure instanceof CommandInterrupted) {
      return ExitCode.INTERRUPTED;
    }
    // Not a warning: those go to the console, which has its one line already.
    LOG.info("the command failed", failure);
    return ExitCode.FAILED;
  }

  private static String sentence(Exception failure) {
    return switch (failure) {
      case CommandFailure e -> e.getMessage();
      case CommandInterrupted e -> e.getMessage();
      case DataException e -> e.getMessage();
      case FeatureException e -> e.getMessage();
      case ReportException e -> e.getMessage();
      case UncheckedIOException e -> sentence(e.getCause());
      case NoSuchFileException e -> e.getFile() + ": no such file or folder";
      case AccessDeniedException e -> e.getFile() + ": permission denied";
      case FileSystemException e -> e.getMessage();
      case IOException e when e.getMessage() != null -> e.getMessage();
      default -> failure + place(failure);
    };
  }

  /** An exception that nobody foresaw is useless without its place. */
  private static String place(Exception failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return trace.length == 0 ? "" : " (at " + trace[0] + ")";
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}
