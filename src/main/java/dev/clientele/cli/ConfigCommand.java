package dev.clientele.cli;

import dev.clientele.config.ConfigPrinter;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a configuration. */
@Command(
    name = "config",
    description = "Prints the resolved configuration, with where each value comes from.")
final class ConfigCommand implements Runnable {
  @Mixin private ConfigOptions config;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(ConfigPrinter.explained(config.load()));
    out.flush();
  }
}
