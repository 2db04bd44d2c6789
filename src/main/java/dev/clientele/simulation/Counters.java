package dev.clientele.simulation;

/**
 * What a run has counted so far. Immutable.
 *
 * @param completedVisits visits of pre-training whose update was used
 * @param failedVisits visits that gave none
 * @param emptyRounds rounds without any update, which left the model as it was
 * @param completedAdaptations unseen clients that adapted
 * @param failedAdaptations unseen clients that could not
 * @param adaptedParameters numbers updated by all adaptations together
 * @param images images worked through, over all steps of everybody
 * @param bytesDown bytes from the server to clients
 * @param bytesUp bytes from clients to the server
 */
public record Counters(
    long completedVisits,
    long failedVisits,
    long emptyRounds,
    long completedAdaptations,
    long failedAdaptations,
    long adaptedParameters,
    long images,
    long bytesDown,
    long bytesUp) {
  /** Nothing counted. */
  public static final Counters ZERO = new Counters(0, 0, 0, 0, 0, 0, 0, 0, 0);

  Counters plus(RoundReport round) {
    return new Counters(
        completedVisits + round.completed(),
        failedVisits + round.failed(),
        emptyRounds + (round.completed() == 0 ? 1 : 0),
        completedAdaptations,
        failedAdaptations,
        adaptedParameters,
        images + round.images(),
        bytesDown + round.bytesDown(),
        bytesUp + round.bytesUp());
  }

  Counters plus(AdaptationReport adaptation) {
    return new Counters(
        completedVisits,
        failedVisits,
        emptyRounds,
        completedAdaptations + adaptation.completed(),
        failedAdaptations + adaptation.failed(),
        adaptedParameters + adaptation.parameters(),
        images + adaptation.images(),
        bytesDown + adaptation.bytesDown(),
        bytesUp);
  }
}
