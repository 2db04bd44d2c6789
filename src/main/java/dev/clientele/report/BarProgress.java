package dev.clientele.report;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar a phase on a terminal. */
final class BarProgress implements Progress {
  private final PrintStream out;
  private ProgressBar bar;
  private long images;
  private long start;

  BarProgress(PrintStream out) {
    this.out = out;
  }

  @Override
  public void phase(String name, int steps) {
    close();
    images = 0;
    start = System.nanoTime();
    bar =
        new ProgressBarBuilder()
            .setTaskName(name)
            .setInitialMax(steps)
            .setUpdateIntervalMillis(200)
            .setStyle(ProgressBarStyle.ASCII)
            .setConsumer(new ConsoleProgressBarConsumer(out))
            .build();
  }

  @Override
  public void step(int round, double loss, long stepImages) {
    images += stepImages;
    bar.stepTo(round);
    bar.setExtraMessage(ProgressText.details(loss, images, System.nanoTime() - start));
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
