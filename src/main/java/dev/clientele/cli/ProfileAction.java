package dev.clientele.cli;

import dev.clientele.bench.Profile;
import dev.clientele.bench.Scenario;
import dev.clientele.config.BenchConfig;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;

/** Shows what a scenario's time goes to, kernel by kernel. */
final class ProfileAction {
  private final PrintWriter out;

  ProfileAction(PrintWriter out) {
    this.out = out;
  }

  void run(Assembly assembly) {
    BenchConfig bench = assembly.config().bench();
    boolean bare =
        bench.scenario() == BenchConfig.Scenario.STEP
            || bench.scenario() == BenchConfig.Scenario.SAMPLING;
    if (!bare || assembly.config().compute().workers() != 1) {
      throw new CommandFailure(
          "expected a scenario step or sampling with one worker to profile but was "
              + bench.scenario()
              + " with "
              + assembly.config().compute().workers());
    }
    Profile profile = new Profile();
    try (Scenario scenario =
        new BenchScenarios(assembly, () -> assembly.workspace(profile)).scenario()) {
      long warm = System.nanoTime() + (long) (bench.warmUpSeconds() * TimeUnit.SECONDS.toNanos(1));
      do {
        scenario.run();
      } while (System.nanoTime() < warm);
      profile.begin();
      for (int i = 0; i < bench.repeats(); i++) {
        scenario.run();
      }
      profile.end();
    }
    profile.lines((double) bench.repeats() * bench.steps()).forEach(out::println);
    out.flush();
  }
}
