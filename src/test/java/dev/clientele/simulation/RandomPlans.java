package dev.clientele.simulation;

import dev.clientele.Tries;
import dev.clientele.simulation.fold.Rule;
import dev.clientele.simulation.fold.Staleness;
import dev.clientele.simulation.policy.Federations;
import dev.clientele.simulation.policy.Policy;
import dev.clientele.tensor.Precision;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import java.util.OptionalDouble;

/** Random plans for whole runs: any policy, rule, machines, availability and faults. */
final class RandomPlans {
  private RandomPlans() {}

  /** Draws all but how many workers there are. */
  static Plan draw(RandomStream random, int registered) {
    RandomKey key = RandomKey.of(random.nextLong());
    Policy policy = Federations.policy(random, registered);
    boolean mixes = policy.answers() == 1 && policy instanceof Policy.Buffered;
    Plan.Serving serving =
        new Plan.Serving(
            policy,
            mixes ? Rule.Mean.INSTANCE : rule(random),
            random.nextBoolean() ? 2 : Double.POSITIVE_INFINITY,
            staleness(random),
            random.nextInt(3) == 0 ? Tries.between(random, 0, 3) : Integer.MAX_VALUE,
            mixes ? OptionalDouble.of(0.5) : OptionalDouble.empty(),
            10 + 40 * random.nextDouble(),
            20,
            20_000,
            300,
            Precision.FP32);
    return new Plan(
        key.child("run").stream().nextLong(),
        Tries.between(random, 1, 8),
        Plan.Adapting.first(1),
        serving,
        new Plan.Fleet(
            Federations.devices(random, key),
            Federations.availability(random, key),
            Federations.faults(random)),
        new Plan.Measuring(random.nextInt(3), 3, random.nextBoolean()),
        new Plan.Computing(
            1, 1 + random.nextInt(4), 1 + random.nextInt(3), 3, random.nextInt(12), false, 1),
        new Plan.Saving(random.nextInt(3), random.nextInt(10)));
  }

  /** The same for so many workers. */
  static Plan with(Plan plan, int workers) {
    Plan.Computing c = plan.computing();
    return new Plan(
        plan.seed(),
        plan.rounds(),
        plan.adapting(),
        plan.serving(),
        plan.fleet(),
        plan.measuring(),
        new Plan.Computing(workers, c.window(), c.block(), c.attempts(), c.killEvery(), false, 1),
        plan.saving());
  }

  private static Rule rule(RandomStream random) {
    return switch (random.nextInt(5)) {
      case 0 -> Rule.Median.INSTANCE;
      case 1 -> new Rule.TrimmedMean(0.25);
      case 2 -> new Rule.Krum(0.25, 2);
      default -> Rule.Mean.INSTANCE;
    };
  }

  private static Staleness staleness(RandomStream random) {
    return switch (random.nextInt(3)) {
      case 0 -> Staleness.Constant.INSTANCE;
      case 1 -> new Staleness.Hinge(2, 1);
      default -> new Staleness.Polynomial(0.5);
    };
  }
}
