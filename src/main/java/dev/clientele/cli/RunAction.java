package dev.clientele.cli;

import dev.clientele.config.ConfigPrinter;
import dev.clientele.config.LoadedConfig;
import dev.clientele.report.RunDirectory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs a simulation from its beginning. */
final class RunAction {
  private RunAction() {}

  static void run(
      LoadedConfig loaded,
      Path directory,
      boolean force,
      boolean quiet,
      List<String> command,
      PrintWriter out,
      Optional<Lead> lead) {
    if (TheoryRun.isFor(loaded)) {
      RunDirectory run = RunDirectory.create(directory, force);
      run.write(run.config(), ConfigPrinter.reloadable(loaded));
      new TheoryRun(loaded, run, quiet, command, out).run();
      return;
    }
    Assembly assembly = new Assembly(loaded);
    RunDirectory run = RunDirectory.create(directory, force);
    run.write(run.config(), ConfigPrinter.reloadable(loaded.withAbsolutePaths()));
    Host host = Host.of(lead, loaded, assembly, run, out);
    new Session(assembly, run, quiet, command, out, host).run(Optional.empty());
  }
}
