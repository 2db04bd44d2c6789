package dev.clientele.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Worker JVMs on this machine: their output comes out in one place, and they end together. */
final class LocalNodes implements AutoCloseable {
  private final List<ChildJvm> children = new ArrayList<>();

  /**
   * Starts them.
   *
   * @param args of each, after {@code clientele}
   * @param out gets every line that one says, after its name
   */
  LocalNodes(int count, List<String> args, PrintWriter out) {
    for (int i = 1; i <= count; i++) {
      String name = "node " + i + ": ";
      children.add(ChildJvm.start(List.of(), args, line -> say(out, name + line)));
    }
  }

  private static void say(PrintWriter out, String line) {
    synchronized (out) {
      out.println(line);
      out.flush();
    }
  }

  /** Has {@code action} done whenever one of them ends. */
  void onExit(Runnable action) {
    children.forEach(child -> child.onExit(action));
  }

  /** How many are there still. */
  long alive() {
    return children.stream().filter(ChildJvm::isAlive).count();
  }

  @Override
  public void close() {
    children.forEach(ChildJvm::close);
  }
}
