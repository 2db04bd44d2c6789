package dev.clientele.sweep;

import dev.clientele.comparison.Estimate;
import dev.clientele.comparison.FinishedRun;
import dev.clientele.config.SweepConfig.Goal;
import dev.clientele.config.SweepConfig.Tuning;
import dev.clientele.report.ReportException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chooses candidates by what they reach on the validation clients, and by nothing else. */
final class Selection {
  private final Tuning tuning;
  private final Map<String, FinishedRun> finished;

  /**
   * A selection among finished cells.
   *
   * @param finished final metrics by the cells' directories
   */
  Selection(Tuning tuning, Map<String, FinishedRun> finished) {
    this.tuning = tuning;
    this.finished = finished;
  }

  /**
   * Chooses; of equally good candidates the first. A candidate of which a cell has failed, or whose
   * figure is not a number, is not chosen.
   *
   * @throws ReportException if a finished run lacks the figure
   */
  Choice choose(Combination combination) {
    if (tuning.axes().isEmpty()) {
      return new Choice(combination, List.of(), Optional.of(combination.candidates().getFirst()));
    }
    List<Estimate> figures = new ArrayList<>();
    Optional<Candidate> best = Optional.empty();
    double bestFigure = Double.NaN;
    for (Candidate candidate : combination.candidates()) {
      Estimate figure = figure(candidate);
      figures.add(figure);
      boolean complete = figure.count() == tuning.seeds().size();
      if (complete && (best.isEmpty() || isBetter(figure.mean(), bestFigure))) {
        best = Optional.of(candidate);
        bestFigure = figure.mean();
      }
    }
    return new Choice(combination, figures, best);
  }

  private boolean isBetter(double figure, double than) {
    return tuning.goal() == Goal.MINIMUM ? figure < than : figure > than;
  }

  private Estimate figure(Candidate candidate) {
    List<Double> figures = new ArrayList<>();
    for (Cell cell : candidate.trials()) {
      FinishedRun run = finished.get(cell.directory());
      if (run != null) {
        figures.add(require(run));
      }
    }
    return Estimate.of(figures);
  }

  private double require(FinishedRun run) {
    if (!run.figures().containsKey(tuning.figure())) {
      throw new ReportException(
          run.directory()
              + ": expected the figure "
              + tuning.figure()
              + ", by which candidates are chosen, but there are "
              + String.join(", ", run.figures().keySet()));
    }
    return run.figure(tuning.figure());
  }
}
