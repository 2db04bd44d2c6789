package dev.clientele.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The command that all others are sub-commands of. */
@Command(
    name = "clientele",
    description = "Simulates personalised federated learning of diffusion models.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = ScopeType.INHERIT,
    sortOptions = false,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "  0:done",
      "  1:the run failed: one line says why, the log has the rest",
      "  2:the command line or the configuration is wrong",
      "130:interrupted, and resumable"
    },
    subcommands = {
      RunCommand.class,
      ResumeCommand.class,
      NodeCommand.class,
      ReportCommand.class,
      CompareCommand.class,
      SweepCommand.class,
      SampleCommand.class,
      ExportCommand.class,
      ProbeCommand.class,
      ConfigCommand.class,
      DataCommand.class,
      VerifyCommand.class,
      BenchCommand.class
    })
final class ClienteleCommand {}
