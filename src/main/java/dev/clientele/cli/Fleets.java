package dev.clientele.cli;

import dev.clientele.config.AvailabilityConfig;
import dev.clientele.config.ClienteleConfig;
import dev.clientele.config.DeviceConfig;
import dev.clientele.config.FaultsConfig;
import dev.clientele.simulation.Plan;
import dev.clientele.simulation.fault.Attack;
import dev.clientele.simulation.fault.Corruption;
import dev.clientele.simulation.fault.FaultPlan;
import dev.clientele.simulation.fault.Outages;
import dev.clientele.simulation.fleet.Availability;
import dev.clientele.simulation.fleet.DeviceProfile;
import dev.clientele.simulation.fleet.Devices;
import dev.clientele.simulation.fleet.Traces;
import dev.clientele.tensor.RandomKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The clients' machines and what happens to them, from the configuration. */
final class Fleets {
  private Fleets() {}

  static Plan.Fleet of(ClienteleConfig config) {
    RandomKey key = RandomKey.of(config.seed()).child("fleet");
    try {
      return new Plan.Fleet(
          devices(config.device(), key.child("devices")),
          availability(config.availability(), key.child("availability")),
          faults(config.faults()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Devices devices(DeviceConfig d, RandomKey key) throws IOException {
    DeviceProfile profile =
        new DeviceProfile(
            d.secondsPerImage(),
            d.downloadBytesPerSecond(),
            d.uploadBytesPerSecond(),
            d.latencySeconds());
    return switch (d.profiles()) {
      case CONSTANT -> new Devices.Constant(profile);
      case LOG_NORMAL -> new Devices.LogNormal(profile, d.sigma(), key);
      case PARETO -> new Devices.Pareto(profile, d.shape(), key);
      case TRACE -> Traces.devices(Path.of(d.trace()), key);
    };
  }

  private static Availability availability(AvailabilityConfig a, RandomKey key) throws IOException {
    return switch (a.kind()) {
      case ALWAYS -> Availability.Always.INSTANCE;
      case RANDOM -> new Availability.OnOff(a.share(), a.periodSeconds(), key);
      case DIURNAL -> new Availability.Diurnal(a.share(), a.daySeconds(), a.spread(), key);
      case TRACE -> Traces.availability(Path.of(a.trace()), key);
    };
  }

  private static FaultPlan faults(FaultsConfig f) {
    FaultsConfig.Messages m = f.messages();
    List<Corruption> kinds =
        f.corrupted().kinds().stream().map(kind -> Corruption.valueOf(kind.name())).toList();
    double every = f.outages().everySeconds();
    return new FaultPlan(
        new FaultPlan.Dropout(f.dropout().before(), f.dropout().during()),
        new FaultPlan.Crash(f.crash().share(), f.crash().returnSeconds()),
        new FaultPlan.Messages(
            m.lost(),
            m.delayed(),
            m.delaySeconds(),
            m.duplicated(),
            m.reordered(),
            m.windowSeconds()),
        new FaultPlan.Corrupted(
            f.corrupted().share(),
            f.corrupted().numbers(),
            kinds.isEmpty() ? List.of(Corruption.NONE) : kinds.stream().sorted().toList()),
        f.staleState(),
        new FaultPlan.Stragglers(f.stragglers().share(), f.stragglers().slowdown()),
        new FaultPlan.Byzantine(
            f.byzantine().share(),
            Attack.valueOf(f.byzantine().attack().name()),
            f.byzantine().scale()),
        every == 0
            ? Outages.NONE
            : new Outages(f.outages().regions(), every, f.outages().seconds()));
  }
}
