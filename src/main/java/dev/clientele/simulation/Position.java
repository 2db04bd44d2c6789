package dev.clientele.simulation;

import dev.clientele.method.ServerState;

/**
 * Where a run is.
 *
 * @param phase {@link Phase#PRETRAINING}: {@code round} rounds are done; {@link Phase#ADAPTATION}:
 *     adaptation is
 * @param round rounds that are done
 * @param virtualSeconds the virtual clock
 * @param counters what was counted up to the end of that round or phase
 * @param state the server's
 */
public record Position(
    Phase phase, int round, double virtualSeconds, Counters counters, ServerState state) {}
