package dev.clientele.simulation;

/**
 * The adaptation of the unseen clients, all at once.
 *
 * @param round how many rounds of pre-training are behind it
 * @param completed clients that adapted
 * @param failed clients that could not
 * @param parameters numbers updated by all of them together
 * @param loss mean over the completed ones of their final training loss; NaN where none completed
 * @param images images worked through
 * @param bytesDown bytes from the server to the clients; nothing comes back
 * @param virtualStart when it began, in virtual seconds
 * @param virtualEnd when the slowest client was done
 */
public record AdaptationReport(
    int round,
    int completed,
    int failed,
    long parameters,
    double loss,
    long images,
    long bytesDown,
    double virtualStart,
    double virtualEnd) {}
