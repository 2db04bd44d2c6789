package dev.clientele.simulation;

/**
 * One round of pre-training.
 *
 * @param round counted from 1
 * @param completed visits whose update was used
 * @param failed visits that gave none; where all failed, the model stayed as it was
 * @param loss mean over the completed visits of their training loss; NaN where none completed
 * @param updateNorm Euclidean norm of the mean update; 0 where there is none
 * @param images images worked through by the cohort
 * @param bytesDown bytes from the server to the cohort
 * @param bytesUp bytes from the cohort to the server
 * @param virtualStart when it began, in virtual seconds
 * @param virtualEnd when the slowest client was done
 */
public record RoundReport(
    int round,
    int completed,
    int failed,
    double loss,
    double updateNorm,
    long images,
    long bytesDown,
    long bytesUp,
    double virtualStart,
    double virtualEnd) {}
