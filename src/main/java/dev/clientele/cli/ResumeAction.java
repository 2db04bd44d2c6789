package dev.clientele.cli;

import dev.clientele.config.ConfigLoader;
import dev.clientele.config.LoadedConfig;
import dev.clientele.report.RunDirectory;
import dev.clientele.simulation.Checkpoint;
import dev.clientele.simulation.CheckpointStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Goes on with an interrupted run. */
final class ResumeAction {
  private ResumeAction() {}

  static void resume(
      Path directory, boolean quiet, List<String> command, PrintWriter out, Optional<Lead> lead) {
    RunDirectory run = RunDirectory.open(directory);
    if (Files.exists(run.summary())) {
      throw new CommandFailure(directory + ": the run is complete; there is nothing to go on with");
    }
    LoadedConfig loaded = ConfigLoader.load(run.config(), List.of(), OptionalLong.empty());
    if (TheoryRun.isFor(loaded)) {
      new TheoryRun(loaded, run, quiet, command, out).run();
      return;
    }
    Assembly assembly = new Assembly(loaded);
    Checkpoint checkpoint;
    try {
      checkpoint = new CheckpointStore(run.checkpoint(), Session::warn).latest();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Host host = Host.of(lead, loaded, assembly, run, out);
    new Session(assembly, run, quiet, command, out, host).run(Optional.of(checkpoint));
  }
}
