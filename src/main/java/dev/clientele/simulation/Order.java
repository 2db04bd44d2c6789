package dev.clientele.simulation;

import dev.clientele.simulation.fault.Damage;
import dev.clientele.simulation.policy.Call;

/**
 * What a client is told to do in a visit.
 *
 * @param number of the call
 * @param turn names the visit's random streams, together with the client
 * @param version of the model to start from
 * @param damage what the fault plan does to the visit
 */
record Order(long number, long turn, int version, Damage damage) {
  static Order of(Call call) {
    return new Order(call.number(), call.turn(), call.version(), call.fate().damage());
  }
}
