package dev.clientele.simulation;

import dev.clientele.simulation.policy.VisitOutcome;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run has counted so far. Immutable.
 *
 * @param visits of pre-training by their outcome; no zeros
 * @param copies answers that arrived a second time and were not used
 * @param emptyRounds rounds without any update, which left the model as it was
 * @param repeatedRounds attempts at a round that missed its quorum and was tried again
 * @param completedAdaptations unseen clients that adapted
 * @param failedAdaptations unseen clients that could not
 * @param adaptedParameters numbers updated by all adaptations together
 * @param images images worked through, over all steps of everybody
 * @param bytesDown bytes from the server to clients
 * @param bytesUp bytes from clients to the server
 */
public record Counters(
    SortedMap<VisitOutcome, Long> visits,
    long copies,
    long emptyRounds,
    long repeatedRounds,
    long completedAdaptations,
    long failedAdaptations,
    long adaptedParameters,
    long images,
    long bytesDown,
    long bytesUp) {
  /** Nothing counted. */
  public static final Counters ZERO = new Counters(new TreeMap<>(), 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Keeps a copy of the map. */
  public Counters {
    visits = Collections.unmodifiableSortedMap(new TreeMap<>(visits));
  }

  /** Visits of that outcome. */
  public long count(VisitOutcome outcome) {
    return visits.getOrDefault(outcome, 0L);
  }

  /** Visits that were begun: each has one outcome. */
  public long dispatched() {
    return visits.values().stream().mapToLong(Long::longValue).sum();
  }

  Counters plus(RoundReport round) {
    SortedMap<VisitOutcome, Long> sum = new TreeMap<>(visits);
    round.tally().outcomes().forEach((outcome, count) -> sum.merge(outcome, count, Long::sum));
    return new Counters(
        sum,
        copies + round.tally().copies(),
        emptyRounds + (round.used() ? 0 : 1),
        repeatedRounds + round.tally().repeats(),
        completedAdaptations,
        failedAdaptations,
        adaptedParameters,
        images + round.tally().images(),
        bytesDown + round.tally().bytesDown(),
        bytesUp + round.tally().bytesUp());
  }

  Counters plus(AdaptationReport adaptation) {
    return new Counters(
        visits,
        copies,
        emptyRounds,
        repeatedRounds,
        completedAdaptations + adaptation.completed(),
        failedAdaptations + adaptation.failed(),
        adaptedParameters + adaptation.parameters(),
        images + adaptation.images(),
        bytesDown + adaptation.bytesDown(),
        bytesUp);
  }
}
