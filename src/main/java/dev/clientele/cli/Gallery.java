package dev.clientele.cli;

import dev.clientele.data.ClientData;
import dev.clientele.data.Images;
import dev.clientele.method.Score;
import dev.clientele.report.RunDirectory;
import dev.clientele.report.SampleGrid;
import dev.clientele.simulation.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The picture of a finished run: each row a client, at the left what it holds, at the right what is
 * drawn for it.
 */
final class Gallery {
  private static final String CLIENTS = "clients.png";
  private static final int SCALE = 2;

  private Gallery() {}

  /** Writes the picture and says where it is. */
  static Path write(RunDirectory run, Assembly assembly, Outcome.Finished finished) {
    int columns = assembly.config().evaluation().pictureColumns();
    List<SampleGrid.Row> rows = new ArrayList<>();
    assembly
        .groups()
        .of(finished.evaluation())
        .forEach((group, scores) -> add(rows, assembly, group, scores, columns));
    Path file = run.samples().resolve(CLIENTS);
    if (rows.isEmpty()) {
      return file;
    }
    Images real =
        Images.concat(
            rows.stream().limit(columns).map(r -> r.groups().getFirst().first(1)).toList());
    Images population = finished.population().samples();
    rows.addFirst(new SampleGrid.Row("population", List.of(real, population.first(columns))));
    SampleGrid.write(file, rows, SCALE);
    return file;
  }

  private static void add(
      List<SampleGrid.Row> rows, Assembly assembly, String group, List<Score> scores, int columns) {
    for (Score score : scores) {
      ClientData data = assembly.federation().client(score.client());
      rows.add(
          new SampleGrid.Row(
              group + " " + score.client(),
              List.of(data.heldOut().first(columns), score.samples().first(columns))));
    }
  }
}
