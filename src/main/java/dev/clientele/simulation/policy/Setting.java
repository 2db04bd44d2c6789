package dev.clientele.simulation.policy;

/**
 * What a course is a function of.
 *
 * @param rounds steps that the server takes
 * @param maxStaleness an update from an older model is not used
 * @param retrySeconds until the server looks again where nobody can be called
 * @param patienceSeconds how long it does so while nobody is at work, and how long it waits for a
 *     buffer to fill, before the run fails
 * @param patienceCalls how many calls it settles without use for one buffer before the run fails
 * @param remembered how many of the clients that were called last are wanted
 */
public record Setting(
    Policy policy,
    int rounds,
    Planner planner,
    Selection selection,
    int maxStaleness,
    double retrySeconds,
    double patienceSeconds,
    long patienceCalls,
    int remembered) {}
