package dev.clientele.report;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/** Plain lines, seldom enough for a log; a phase's last line always comes. */
final class LineProgress implements Progress {
  private static final long BETWEEN_LINES = 5_000_000_000L;

  private final PrintStream out;
  private final LongSupplier nanoTime;
  private String phase = "";
  private String waiting = "";
  private int steps;
  private long images;
  private long start;
  private long lastLine;

  LineProgress(PrintStream out, LongSupplier nanoTime) {
    this.out = out;
    this.nanoTime = nanoTime;
  }

  @Override
  public void phase(String name, int steps) {
    close();
    this.phase = name;
    this.steps = steps;
    this.images = 0;
    this.start = nanoTime.getAsLong();
    this.lastLine = start;
  }

  @Override
  public void step(int round, double loss, long stepImages) {
    images += stepImages;
    long now = nanoTime.getAsLong();
    waiting = line(round, loss, now);
    if (round >= steps || now - lastLine >= BETWEEN_LINES) {
      lastLine = now;
      close();
    }
  }

  @Override
  public void close() {
    if (!waiting.isEmpty()) {
      out.println(waiting);
      waiting = "";
    }
  }

  private String line(int round, double loss, long now) {
    StringBuilder line = new StringBuilder();
    line.append(phase).append(": ").append(round).append(" of ").append(steps);
    String details = ProgressText.details(loss, images, now - start);
    if (!details.isEmpty()) {
      line.append(", ").append(details);
    }
    if (round > 0 && round < steps) {
      long left = (now - start) / round * (steps - round);
      line.append(", ").append(ProgressText.duration(left)).append(" left");
    }
    return line.toString();
  }
}
