package dev.clientele.simulation.policy;

import dev.clientele.simulation.fault.Fate;
import dev.clientele.simulation.fault.FaultPlan;
import dev.clientele.simulation.fleet.Availability;
import dev.clientele.simulation.fleet.DeviceProfile;
import dev.clientele.simulation.fleet.Devices;
import dev.clientele.tensor.RandomKey;
import java.util.function.ToLongFunction;

/**
 * Knows, at the moment of a call, what the client will do with it in virtual time: from its
 * machine, its work, its bytes and its fate. No result is needed for that, so events have their
 * order before anything is computed.
 *
 * @param key the run's
 * @param images that a client's visit works through
 * @param bytesDown of a call
 * @param bytesUp of the answer to a call
 * @param timeoutSeconds after which the server gives up waiting for an answer; finite
 */
public record Planner(
    RandomKey key,
    Devices devices,
    Availability availability,
    FaultPlan faults,
    ToLongFunction<Call.Seed> images,
    long bytesDown,
    ToLongFunction<Call.Seed> bytesUp,
    double timeoutSeconds) {

  /** Whether the client can be called now. */
  boolean reachable(int client, double now) {
    return availability.at(client, now) && !faults.outages().dark(key, client, now, now);
  }

  Call call(Call.Seed seed) {
    int client = seed.client();
    double start = seed.start();
    Fate fate = faults.fate(key, seed.number(), client);
    boolean straggles = faults.straggles(key, client);
    DeviceProfile device = devices.of(client);
    if (straggles) {
      device = device.slowed(faults.stragglers().slowdown(), 1);
    }
    long up = bytesUp.applyAsLong(seed);
    long work = images.applyAsLong(seed);
    double arrival = start + device.visitSeconds(bytesDown, work, up) + fate.delaySeconds();
    double received = start + device.downloadSeconds(bytesDown);
    double sent = arrival - fate.delaySeconds() - device.uploadSeconds(up);

    boolean darkDown = faults.outages().dark(key, client, start, received);
    boolean darkUp = faults.outages().dark(key, client, sent, arrival);
    Fate.Loss loss = fate.loss();
    boolean begins = loss != Fate.Loss.ABSENT && loss != Fate.Loss.CALL_LOST && !darkDown;
    boolean trains = begins && (loss == Fate.Loss.NONE || loss == Fate.Loss.ANSWER_LOST);
    VisitOutcome prospect = prospect(loss, darkDown, trains && darkUp);
    double end = start + timeoutSeconds;
    if (prospect == VisitOutcome.COMPLETED && arrival <= end) {
      end = arrival;
    } else if (prospect == VisitOutcome.COMPLETED) {
      prospect = VisitOutcome.TIMED_OUT;
    } else if (prospect == VisitOutcome.CRASHED) {
      double crash = received + fate.share() * (sent - received);
      end = Math.min(end, crash + fate.returnSeconds() + device.latencySeconds());
    }
    return new Call(
        seed.number(),
        seed.turn(),
        client,
        seed.version(),
        start,
        seed.place(),
        fate,
        prospect,
        end,
        trains,
        straggles,
        work,
        loss == Fate.Loss.ABSENT ? 0 : bytesDown,
        trains ? up * (fate.duplicated() ? 2 : 1) : 0);
  }

  private static VisitOutcome prospect(Fate.Loss loss, boolean down, boolean up) {
    if (loss == Fate.Loss.ABSENT) {
      return VisitOutcome.DROPPED_OUT;
    }
    if (down || up) {
      return VisitOutcome.OUTAGE;
    }
    return switch (loss) {
      case NONE -> VisitOutcome.COMPLETED;
      case ABSENT, VANISHED -> VisitOutcome.DROPPED_OUT;
      case CRASHED -> VisitOutcome.CRASHED;
      case CALL_LOST, ANSWER_LOST -> VisitOutcome.LOST;
    };
  }
}
