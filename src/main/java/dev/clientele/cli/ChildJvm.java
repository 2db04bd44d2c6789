package dev.clientele.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Another JVM of this program on this machine, with this one's options and class path. Its standard
 * input is a pipe from here and ends with this process, which {@link #endWithParent} notices there.
 */
final class ChildJvm implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 10;

  private final Process process;
  private final Thread reader;

  private ChildJvm(Process process, Thread reader) {
    this.process = process;
    this.reader = reader;
  }

  /**
   * Starts one.
   *
   * @param options further options of the JVM
   * @param args the command line after {@code clientele}
   * @param lines hears every line of its output and its errors, on a thread of its own
   */
  static ChildJvm start(List<String> options, List<String> args, Consumer<String> lines) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("dev.clientele.Clientele");
    command.addAll(args);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      Thread reader = Thread.ofPlatform().daemon().unstarted(() -> read(process, lines));
      reader.start();
      return new ChildJvm(process, reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void read(Process process, Consumer<String> lines) {
    try (BufferedReader out = process.inputReader(Charset.defaultCharset())) {
      out.lines().forEach(lines);
    } catch (IOException | UncheckedIOException e) {
      lines.accept("its output could not be read: " + e.getMessage());
    }
  }

  /** In the child: halts it when its parent is gone, even one that was killed. */
  static void endWithParent() {
    Thread.ofPlatform().daemon().name("parent").start(ChildJvm::haltAtTheEndOfInput);
  }

  private static void haltAtTheEndOfInput() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is ever said; only the end counts.
      }
    } catch (IOException e) {
      // A broken pipe is an end, too.
    }
    Runtime.getRuntime().halt(ExitCode.FAILED);
  }

  long pid() {
    return process.pid();
  }

  /** Has {@code action} done when it has ended, for whatever reason. */
  void onExit(Runnable action) {
    var _ = process.onExit().thenRun(action);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Asks it to end, and ends it. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
