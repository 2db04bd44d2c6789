package dev.clientele.simulation.fleet;

import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import java.util.List;

/** Which machine each client has. Immutable; equal clients get equal machines whenever asked. */
public sealed interface Devices {
  /** The machine of client {@code client}, any number of 0 or more. */
  DeviceProfile of(int client);

  /** Everybody has the same one. */
  record Constant(DeviceProfile profile) implements Devices {
    @Override
    public DeviceProfile of(int client) {
      return profile;
    }
  }

  /**
   * Compute and network are each slower by a factor of their own, {@code exp(sigma z)} with a
   * standard normal z: the median client has the profile, as many are faster as slower.
   *
   * @param sigma 0: all alike; 1: one client in six is more than 2.7 times as slow
   */
  record LogNormal(DeviceProfile median, double sigma, RandomKey key) implements Devices {
    @Override
    public DeviceProfile of(int client) {
      RandomStream random = key.child(client).stream();
      double compute = StrictMath.exp(sigma * random.nextGaussian());
      double network = StrictMath.exp(sigma * random.nextGaussian());
      return median.slowed(compute, network);
    }
  }

  /**
   * Compute and network are each slower by a factor of their own, {@code u^(-1/shape)} with a
   * uniform u: the fastest client has the profile, and a few are slower beyond all measure.
   *
   * @param shape small: heavy-tailed; the mean factor is infinite at 1 and below
   */
  record Pareto(DeviceProfile fastest, double shape, RandomKey key) implements Devices {
    @Override
    public DeviceProfile of(int client) {
      RandomStream random = key.child(client).stream();
      double compute = StrictMath.pow(1 - random.nextDouble(), -1 / shape);
      double network = StrictMath.pow(1 - random.nextDouble(), -1 / shape);
      return fastest.slowed(compute, network);
    }
  }

  /** Every client has one of the measured machines, drawn with replacement. */
  record Measured(List<DeviceProfile> machines, RandomKey key) implements Devices {
    /** Keeps a copy of the list, which must not be empty. */
    public Measured {
      machines = List.copyOf(machines);
      if (machines.isEmpty()) {
        throw new IllegalArgumentException("expected at least one machine but was none");
      }
    }

    @Override
    public DeviceProfile of(int client) {
      return machines.get(key.child(client).stream().nextInt(machines.size()));
    }
  }
}
