package dev.clientele.cli;

import dev.clientele.config.ClienteleConfig;
import dev.clientele.data.ClientData;
import dev.clientele.data.Federation;
import dev.clientele.data.FederationFactory;
import dev.clientele.report.PartitionChart;
import dev.clientele.report.SampleGrid;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what clients hold. */
@Command(
    name = "data",
    description = "Shows what each client holds: counts, classes, and a picture.")
final class DataCommand implements Runnable {
  private static final int PICTURE_COLUMNS = 10;
  private static final int PICTURE_SCALE = 3;

  @Mixin private ConfigOptions config;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "10",
      description =
          "How many registered and how many unseen clients to show (default: ${DEFAULT-VALUE}).")
  private int most;

  @Option(
      names = "--out",
      paramLabel = "FILE.png",
      description = {
        "Also writes a picture: some training images of each client shown;",
        "and beside it FILE-partition.png: how many images of each class clients hold."
      })
  private Path picture;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    if (most < 0) {
      throw new ParameterException(
          spec.commandLine(), "expected --clients of 0 or more but was " + most);
    }
    ClienteleConfig loaded = config.load().config();
    if (loaded.experiment() != ClienteleConfig.Experiment.FEDERATION) {
      throw new CommandFailure("expected a federation but was an experiment without clients");
    }
    Federation federation = FederationFactory.create(loaded);
    PrintWriter out = spec.commandLine().getOut();
    DataTable table = new DataTable(federation, out);
    List<SampleGrid.Row> rows = new ArrayList<>();
    table.header();
    for (int id : first(federation, most, most)) {
      ClientData client = federation.client(id);
      table.row(client);
      rows.add(
          new SampleGrid.Row(
              id + ": " + client.description(), List.of(client.train().first(PICTURE_COLUMNS))));
    }
    table.totals();
    out.flush();
    if (picture != null && !rows.isEmpty()) {
      SampleGrid.write(picture, rows, PICTURE_SCALE);
      drawPartition(federation, table);
    }
  }

  /** More clients than the table shows, as only labels are needed. */
  private void drawPartition(Federation federation, DataTable table) {
    int unseen = Math.min(federation.unseen(), PartitionChart.MOST_CLIENTS / 4);
    List<PartitionChart.Column> columns = new ArrayList<>();
    for (int id : first(federation, PartitionChart.MOST_CLIENTS - unseen, unseen)) {
      columns.add(
          new PartitionChart.Column(
              Integer.toString(id),
              id >= federation.registered(),
              Arrays.stream(table.classCounts(federation.client(id))).boxed().toList()));
    }
    List<String> classes =
        IntStream.range(0, federation.classes()).mapToObj(federation::className).toList();
    String name = picture.getFileName().toString().replaceFirst("\\.png$", "");
    PartitionChart.write(picture.resolveSibling(name + "-partition.png"), classes, columns);
  }

  /** The first registered clients, then the first unseen ones. */
  private static int[] first(Federation federation, int registered, int unseen) {
    int all = federation.registered();
    return IntStream.concat(
            IntStream.range(0, Math.min(registered, all)),
            IntStream.range(all, all + Math.min(unseen, federation.unseen())))
        .toArray();
  }
}
