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
import dev.clientele.tensor.RandomKey;
import java.util.EnumSet;
import java.util.OptionalDouble;

/** Plans under which everything goes wrong at once, one for each way to serve. */
enum Storm {
  ROUNDS(new Policy.Synchronous(6, 0.5, 2, 3, 1, false), Rule.Mean.INSTANCE, false),
  ROUNDS_WITH_LATE_ANSWERS(
      new Policy.Synchronous(6, 0.5, 0.6, 2, 1, true), Rule.Mean.INSTANCE, false),
  ROUNDS_AND_MEDIAN(new Policy.Synchronous(6, 1, 2, 3, 0, false), Rule.Median.INSTANCE, false),
  FEDBUFF(new Policy.Buffered(4, 9), Rule.Mean.INSTANCE, false),
  FEDBUFF_AND_KRUM(new Policy.Buffered(4, 9), new Rule.Krum(0.25, 2), false),
  FEDASYNC(new Policy.Buffered(1, 6), Rule.Mean.INSTANCE, true);

  private static final RandomKey KEY = RandomKey.of(5);

  private final Policy policy;
  private final Rule rule;
  private final boolean mixes;

  Storm(Policy policy, Rule rule, boolean mixes) {
    this.policy = policy;
    this.rule = rule;
    this.mixes = mixes;
  }

  Plan plan(int workers) {
    Plan.Serving serving =
        new Plan.Serving(
            policy,
            rule,
            2,
            new Staleness.Polynomial(0.5),
            5,
            mixes ? OptionalDouble.of(0.5) : OptionalDouble.empty(),
            20,
            1,
            10_000,
            10_000);
    Plan.Fleet fleet =
        new Plan.Fleet(
            new Devices.LogNormal(Run.DEVICE, 1, KEY.child("devices")),
            new Availability.OnOff(0.8, 5, KEY.child("availability")),
            faults());
    return new Plan(
        7,
        mixes ? 25 : 8,
        2,
        serving,
        fleet,
        new Plan.Measuring(3, 4),
        new Plan.Computing(workers, 3, 2, 3, 11),
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
