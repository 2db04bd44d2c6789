package dev.clientele.cli;

import dev.clientele.config.ClienteleConfig;
import dev.clientele.config.ComputeConfig;
import dev.clientele.config.DeviceConfig;
import dev.clientele.simulation.Plan;
import dev.clientele.simulation.fault.FaultPlan;
import dev.clientele.simulation.fleet.Availability;
import dev.clientele.simulation.fleet.DeviceProfile;
import dev.clientele.simulation.fleet.Devices;

/** A run's plan from its configuration. */
final class Plans {
  private Plans() {}

  /**
   * @param unseen clients that only adapt: fewer than configured, where the data do not suffice
   */
  static Plan of(ClienteleConfig config, int unseen) {
    return new Plan(
        config.seed(),
        config.rounds(),
        unseen,
        Plan.Serving.synchronous(config.clients().cohort()),
        new Plan.Fleet(
            new Devices.Constant(profile(config.device())),
            Availability.Always.INSTANCE,
            FaultPlan.NONE),
        new Plan.Measuring(config.evaluation().every(), config.evaluation().clients()),
        computing(config.compute()),
        new Plan.Saving(config.checkpoint().every(), 0));
  }

  private static Plan.Computing computing(ComputeConfig compute) {
    int workers = compute.workers();
    return new Plan.Computing(
        workers == 0 ? Runtime.getRuntime().availableProcessors() : workers,
        compute.window(),
        compute.block(),
        compute.attempts(),
        0);
  }

  private static DeviceProfile profile(DeviceConfig device) {
    return new DeviceProfile(
        device.secondsPerImage(),
        device.downloadBytesPerSecond(),
        device.uploadBytesPerSecond(),
        device.latencySeconds());
  }
}
