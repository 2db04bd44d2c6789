package dev.clientele.simulation.policy;

import dev.clientele.Tries;
import dev.clientele.simulation.fault.Attack;
import dev.clientele.simulation.fault.Corruption;
import dev.clientele.simulation.fault.FaultPlan;
import dev.clientele.simulation.fault.Outages;
import dev.clientele.simulation.fleet.Availability;
import dev.clientele.simulation.fleet.DeviceProfile;
import dev.clientele.simulation.fleet.Devices;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import java.util.List;

/** Random small federations, policies and fault plans. */
public final class Federations {
  public static final DeviceProfile DEVICE = new DeviceProfile(0.01, 2e6, 1e6, 0.05);

  private static final Attack[] ATTACKS = Attack.values();

  private Federations() {}

  static Setting draw(RandomStream random) {
    RandomKey key = RandomKey.of(random.nextLong());
    int registered = Tries.between(random, 1, 30);
    Planner planner =
        new Planner(
            key,
            devices(random, key),
            availability(random, key),
            faults(random),
            seed -> 1 + seed.client() % 7 * 20,
            80_000,
            _ -> 40_000,
            10 + 40 * random.nextDouble());
    return new Setting(
        policy(random, registered),
        Tries.between(random, 0, 12),
        planner,
        new Selection(key, registered),
        random.nextInt(3) == 0 ? Tries.between(random, 0, 3) : Integer.MAX_VALUE,
        20,
        20_000,
        3000,
        Tries.between(random, 0, 5));
  }

  /** Any of the three: a buffer of one is FedAsync's. */
  public static Policy policy(RandomStream random, int registered) {
    if (random.nextBoolean()) {
      int buffer = random.nextBoolean() ? 1 : Tries.between(random, 2, 6);
      return new Policy.Buffered(buffer, Tries.between(random, 1, 40));
    }
    int cohort = Tries.between(random, 1, registered);
    return new Policy.Synchronous(
        cohort,
        random.nextInt(3) * 0.3,
        random.nextBoolean() ? Double.POSITIVE_INFINITY : 5 * random.nextDouble(),
        Tries.between(random, 1, cohort),
        random.nextInt(3),
        random.nextBoolean());
  }

  public static Devices devices(RandomStream random, RandomKey key) {
    return switch (random.nextInt(3)) {
      case 0 -> new Devices.Constant(DEVICE);
      case 1 -> new Devices.LogNormal(DEVICE, random.nextDouble(), key.child("device"));
      default -> new Devices.Pareto(DEVICE, 1.5, key.child("device"));
    };
  }

  public static Availability availability(RandomStream random, RandomKey key) {
    return switch (random.nextInt(4)) {
      case 0 -> new Availability.OnOff(0.3, 30, key.child("availability"));
      case 1 -> new Availability.Diurnal(0.5, 200, 0.1, key.child("availability"));
      default -> Availability.Always.INSTANCE;
    };
  }

  public static FaultPlan faults(RandomStream random) {
    if (random.nextInt(4) == 0) {
      return FaultPlan.NONE;
    }
    double often = random.nextDouble() / 2;
    return new FaultPlan(
        new FaultPlan.Dropout(often * random.nextDouble(), often * random.nextDouble()),
        new FaultPlan.Crash(often * random.nextDouble(), 10),
        new FaultPlan.Messages(often * random.nextDouble(), often, 3, often, often, 5),
        new FaultPlan.Corrupted(often, 0.1, List.of(Corruption.values())),
        often,
        new FaultPlan.Stragglers(often, 8),
        new FaultPlan.Byzantine(often, ATTACKS[random.nextInt(ATTACKS.length)], 1),
        random.nextBoolean() ? Outages.NONE : new Outages(3, 60, 20 * random.nextDouble()));
  }
}
