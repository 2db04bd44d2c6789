package dev.clientele.simulation;

import java.util.List;

/** The sums of a round's or a phase's visits, added in the cohort's order. */
record VisitTotals(
    int completed,
    int failed,
    double meanLoss,
    long images,
    long bytesDown,
    long bytesUp,
    double virtualEnd) {
  /** The totals of visits that started together at {@code start}. */
  static VisitTotals of(double start, List<VisitRecord> visits) {
    int completed = 0;
    double loss = 0;
    long images = 0;
    long down = 0;
    long up = 0;
    double end = start;
    for (VisitRecord visit : visits) {
      if (visit.completed()) {
        completed++;
        loss += visit.loss();
      }
      images += visit.images();
      down += visit.bytesDown();
      up += visit.bytesUp();
      end = Math.max(end, visit.virtualEnd());
    }
    double mean = completed == 0 ? Double.NaN : loss / completed;
    return new VisitTotals(completed, visits.size() - completed, mean, images, down, up, end);
  }
}
