package dev.clientele.theory;

import dev.clientele.diffusion.NoiseSchedule;

/**
 * Steps of a diffusion at which scores are compared: the middles of equal parts of the schedule.
 */
final class NoiseLevels {
  static final int COUNT = 10;

  private NoiseLevels() {}

  static int step(NoiseSchedule schedule, int level) {
    return (int) ((level + 0.5) / COUNT * schedule.steps());
  }

  static double signal(NoiseSchedule schedule, int level) {
    return Math.sqrt(schedule.kept(step(schedule, level)));
  }

  static double noise(NoiseSchedule schedule, int level) {
    return Math.sqrt(1 - schedule.kept(step(schedule, level)));
  }

  /** A mixture as it is at a level. */
  static GaussianMixture at(GaussianMixture mixture, NoiseSchedule schedule, int level) {
    return mixture.noised(signal(schedule, level), noise(schedule, level));
  }
}
