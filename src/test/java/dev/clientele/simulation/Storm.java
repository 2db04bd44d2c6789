package dev.clientele.simulation;

import dev.clientele.simulation.fault.Attack;
import dev.clientele.simulation.fault.Corruption;
import dev.clientele.simulation.fault.FaultPlan;
import dev.clientele.simulation.fault.Outages;
import dev.clientele.simulation.fleet.Availability;
import dev.clientele.simulation.fleet.Devices;
import dev.clientele.simulation.fold.Rule;
import dev.clientele.simulation.fold.Staleness;
import dev.clientele.simulation.policy.Policy;
import dev.clientele.tensor.Precision;
import dev.clientele.tensor.RandomKey;
import java.util.EnumSet;
import java.util.OptionalDouble;

/** Plans under which everything goes wrong at once, one for each way to serve. */
enum Storm {
  ROUNDS,
  ROUNDS_WITH_LATE_ANSWERS,
  ROUNDS_AND_MEDIAN,
  FEDBUFF,
  FEDBUFF_AND_KRUM,
  FEDASYNC;

  private static final RandomKey KEY = RandomKey.of(5);

  private Policy policy() {
    return switch (this) {
      case ROUNDS -> new Policy.Synchronous(6, 0.5, 2, 3, 1, false);
      case ROUNDS_WITH_LATE_ANSWERS -> new Policy.Synchronous(6, 0.5, 0.6, 2, 1, true);
      case ROUNDS_AND_MEDIAN -> new Policy.Synchronous(6, 1, 2, 3, 0, false);
      case FEDBUFF, FEDBUFF_AND_KRUM -> new Policy.Buffered(4, 9);
      case FEDASYNC -> new Policy.Buffered(1, 6);
    };
  }

  private Rule rule() {
    return switch (this) {
      case ROUNDS_AND_MEDIAN -> Rule.Median.INSTANCE;
      case FEDBUFF_AND_KRUM -> new Rule.Krum(0.25, 2);
      default -> Rule.Mean.INSTANCE;
    };
  }

  Plan plan(int workers) {
    Plan.Serving serving =
        new Plan.Serving(
            policy(),
            rule(),
            2,
            new Staleness.Polynomial(0.5),
            5,
            this == FEDASYNC ? OptionalDouble.of(0.5) : OptionalDouble.empty(),
            20,
            1,
            10_000,
            10_000,
            this == ROUNDS_WITH_LATE_ANSWERS || this == FEDASYNC ? Precision.FP16 : Precision.FP32);
    Plan.Fleet fleet =
        new Plan.Fleet(
            new Devices.LogNormal(Run.DEVICE, 1, KEY.child("devices")),
            new Availability.OnOff(0.8, 5, KEY.child("availability")),
            faults());
    return new Plan(
        7,
        this == FEDASYNC ? 25 : 8,
        Plan.Adapting.first(2),
        serving,
        fleet,
        new Plan.Measuring(3, 4, this == FEDBUFF),
        new Plan.Computing(workers, 3, 2, 3, 11, true, 1),
        new Plan.Saving(2, 7));
  }

  private static FaultPlan faults() {
    return new FaultPlan(
        new FaultPlan.Dropout(0.1, 0.1),
        new FaultPlan.Crash(0.1, 1),
        new FaultPlan.Messages(0.1, 0.2, 0.5, 0.2, 0.2, 1),
        new FaultPlan.Corrupted(
            0.2, 0.1, EnumSet.complementOf(EnumSet.of(Corruption.NONE)).stream().toList()),
        0.2,
        new FaultPlan.Stragglers(0.2, 8),
        new FaultPlan.Byzantine(0.2, Attack.GAUSSIAN, 3),
        new Outages(3, 6, 1));
  }
}
