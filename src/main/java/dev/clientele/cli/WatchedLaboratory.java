package dev.clientele.cli;

import dev.clientele.report.JsonLines;
import dev.clientele.report.Progress;
import dev.clientele.theory.Laboratory;
import java.util.SequencedMap;
import java.util.function.BooleanSupplier;

/** Shows an experiment's progress and writes its events into the run's metric log. */
record WatchedLaboratory(int workers, JsonLines metrics, Progress progress, BooleanSupplier stop)
    implements Laboratory, AutoCloseable {
  @Override
  public void phase(String name, int steps) {
    progress.phase(name, steps);
  }

  @Override
  public void step(int done) {
    progress.step(done, Double.NaN, 0);
  }

  @Override
  public void event(SequencedMap<String, ?> line) {
    metrics.write(line);
  }

  @Override
  public boolean interrupted() {
    return stop.getAsBoolean();
  }

  /** Ends the progress. */
  @Override
  public void close() {
    progress.close();
  }
}
