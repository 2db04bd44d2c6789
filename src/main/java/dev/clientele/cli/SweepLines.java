package dev.clientele.cli;

import dev.clientele.report.Numbers;
import dev.clientele.sweep.Cell;
import dev.clientele.sweep.CellState;
import dev.clientele.sweep.Choice;
import dev.clientele.sweep.SweepProgress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/** A sweep's progress as lines: what begins, what came of it, and the time left. */
final class SweepLines implements SweepProgress {
  private final boolean quiet;
  private final PrintWriter out;
  private long started;
  private long spent;
  private int run;
  private int left;

  SweepLines(boolean quiet, PrintWriter out) {
    this.quiet = quiet;
    this.out = out;
  }

  @Override
  public void begins(Cell cell, int number, int of, Optional<Path> pretrained) {
    started = System.nanoTime();
    left = of - number;
    String from = pretrained.map(p -> " (pre-trained as " + p.getFileName() + ")").orElse("");
    say("cell " + number + " of " + of + ": " + cell.label() + from);
  }

  @Override
  public void ended(Cell cell, CellState state, String failure) {
    switch (state) {
      case FINISHED -> finished();
      case FAILED -> say("  failed: " + failure);
      case INTERRUPTED -> say("  interrupted");
      case WAITING -> throw new IllegalStateException("a waiting cell does not end");
    }
  }

  private void finished() {
    long took = System.nanoTime() - started;
    spent += took;
    run++;
    String more = left == 0 ? "" : ", about " + Numbers.duration(spent / run * left) + " left";
    say("  finished in " + Numbers.duration(took) + more);
  }

  @Override
  public void chosen(Choice choice) {
    String of = String.join(", ", choice.combination().values().values());
    say(
        (of.isEmpty() ? "" : of + ": ")
            + choice
                .chosen()
                .map(c -> "chosen " + c.values() + ", " + Numbers.text(choice.figure()))
                .orElse("no candidate could be chosen"));
  }

  private void say(String line) {
    if (!quiet) {
      out.println(line);
      out.flush();
    }
  }
}
