package dev.clientele.sweep;

import dev.clientele.comparison.Comparison;
import dev.clientele.comparison.ComparisonPlots;
import dev.clientele.comparison.ComparisonTable;
import dev.clientele.comparison.OverTime;
import dev.clientele.report.AtomicFile;
import dev.clientele.report.Csv;
import dev.clientele.report.HtmlPage;
import dev.clientele.report.Json;
import dev.clientele.report.Numbers;
import dev.clientele.report.Pictures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A sweep's results as files: sweep.json, sweep.csv, sweep.html, and pictures. */
public final class SweepReport {
  private static final int COLUMNS = 2;

  private final String name;
  private final SweepDirectory directory;
  private final SweepResult result;

  /**
   * A report of what a sweep gave.
   *
   * @param name the title
   */
  public SweepReport(String name, SweepDirectory directory, SweepResult result) {
    this.name = name;
    this.directory = directory;
    this.result = result;
  }

  /** Writes what is cheap: the state of all cells and the results so far. */
  public void writeJson() {
    AtomicFile.write(
        directory.root().resolve("sweep.json"), Json.pretty(SweepJson.of(name, directory, result)));
  }

  /** Writes everything. */
  public void write() {
    writeJson();
    Csv.write(directory.root().resolve("sweep.csv"), SweepCsv.rows(directory, result));
    List<Path> pictures = pictures();
    page(pictures).write(directory.root().resolve("sweep.html"));
  }

  /** The results for a terminal. */
  public String table() {
    Comparison comparison = result.withChosen();
    return comparison.groups().isEmpty()
        ? "no results yet\n"
        : ComparisonTable.rows(comparison, result.grid().sweep().metrics());
  }

  private List<Path> pictures() {
    Comparison comparison = result.byAxes();
    List<String> metrics =
        result.grid().sweep().metrics().stream().filter(comparison.metrics()::contains).toList();
    ComparisonPlots plots = new ComparisonPlots(comparison);
    List<Path> written = new ArrayList<>();
    Path lines = directory.root().resolve("sweep.png");
    Path time = directory.root().resolve("over-time.png");
    Path maps = directory.root().resolve("heatmap.png");
    if (!comparison.groups().isEmpty()) {
      add(written, lines, Pictures.write(lines, COLUMNS, () -> plots.linesOrBars(metrics)));
      boolean drawn = Pictures.write(time, COLUMNS, () -> OverTime.draw(comparison, metrics));
      add(written, time, drawn);
      int across = plots.mapsOfAMetric() > 1 ? plots.mapsOfAMetric() : COLUMNS;
      add(written, maps, Pictures.write(maps, across, () -> plots.heatMaps(metrics)));
    }
    return written;
  }

  /** A picture of another state of the sweep must not stay. */
  private static void add(List<Path> written, Path file, boolean wasWritten) {
    if (wasWritten) {
      written.add(file);
      return;
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HtmlPage page(List<Path> pictures) {
    int cells = result.grid().cells().size();
    String lead =
        "A sweep of %d cells: %d finished, %d failed."
            .formatted(cells, result.finished().size(), result.failures().size());
    HtmlPage page = new HtmlPage(name, lead);
    page.section("Results", results());
    StringBuilder images = new StringBuilder();
    pictures.forEach(p -> images.append(HtmlPage.picture(p)));
    page.section("Pictures", images.toString());
    if (!result.grid().sweep().tuning().axes().isEmpty()) {
      page.section("What was chosen", choices());
    }
    List<List<String>> csv = SweepCsv.states(directory, result);
    page.section("Every cell", HtmlPage.table(csv.getFirst(), csv.subList(1, csv.size())));
    return page;
  }

  private String results() {
    Comparison comparison = result.withChosen();
    List<List<String>> rows = ComparisonTable.cells(comparison, result.grid().sweep().metrics());
    return comparison.groups().isEmpty()
        ? ""
        : HtmlPage.table(rows.getFirst(), rows.subList(1, rows.size()));
  }

  /** Every candidate's figure on the validation clients, the chosen one marked. */
  private String choices() {
    List<List<String>> rows = new ArrayList<>();
    for (Choice choice : result.choices()) {
      List<Candidate> candidates = choice.combination().candidates();
      for (int i = 0; i < choice.figures().size(); i++) {
        boolean chosen = choice.chosen().filter(candidates.get(i)::equals).isPresent();
        rows.add(
            List.of(
                words(choice.combination().values()),
                words(candidates.get(i).values()),
                Numbers.spread(choice.figures().get(i).mean(), choice.figures().get(i).deviation()),
                chosen ? "chosen" : ""));
      }
    }
    String figure = result.grid().sweep().tuning().figure();
    return HtmlPage.table(List.of("combination", "candidate", figure, ""), rows);
  }

  static String words(Map<String, String> values) {
    List<String> words = new ArrayList<>();
    values.forEach((key, value) -> words.add(key + "=" + value));
    return String.join(", ", words);
  }
}
