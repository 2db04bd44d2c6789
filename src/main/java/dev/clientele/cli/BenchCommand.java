package dev.clientele.cli;

import picocli.CommandLine.Command;

/** Measurements of this program's speed. */
@Command(
    name = "bench",
    description = "Measures this program's speed.",
    subcommands = {
      BenchStepCommand.class,
      BenchWireCommand.class,
      BenchTransferCommand.class,
      BenchStatesCommand.class
    })
final class BenchCommand {}
