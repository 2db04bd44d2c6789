package dev.clientele.report;

import dev.clientele.report.RunRecord.ClientScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * report.html: one file with everything in it, no scripts and nothing from elsewhere. Made from the
 * run's directory alone, of a run that is over, goes on, or was cut off.
 */
public final class HtmlReport {
  private HtmlReport() {}

  /**
   * Writes the report into the run's directory. Files that are missing or damaged are named in it.
   *
   * @throws ReportException if the report cannot be written
   */
  public static void write(RunDirectory run) {
    VisitCharts.write(run);
    run.write(run.report(), html(run));
  }

  static String html(RunDirectory run) {
    RunRecord record = RunRecord.read(run);
    HtmlPage page = new HtmlPage(run.name(), record.isExperiment() ? "" : lead(record));
    page.add(notes(record));
    if (record.isExperiment()) {
      experiment(page, run, record);
    } else {
      federation(page, run, record);
    }
    page.section("Configuration", configuration(record));
    page.section("Where this run comes from", provenance(record));
    return page.end();
  }

  private static void federation(HtmlPage page, RunDirectory run, RunRecord record) {
    record.summary.map(Headline::new).ifPresent(h -> page.add(h.tiles()));
    page.section("What the models draw", pictures(run, false));
    record.summary.map(Headline::new).ifPresent(h -> page.section("Final metrics", h.tables()));
    page.section("Over the rounds", curves(record));
    page.section("Client by client", clients(record));
    page.section("Outcomes of the visits", outcomes(record));
    page.section("In virtual time", pictures(run, true));
    page.section("Speed and memory", timing(record));
  }

  /** An experiment without a federation has neither rounds nor clients. */
  private static void experiment(HtmlPage page, RunDirectory run, RunRecord record) {
    page.section("What was found", pictures(run, false));
    page.section("Numbers", record.summary.map(s -> new Headline(s).tables()).orElse(""));
  }

  private static String lead(RunRecord record) {
    long visits = record.outcomeTotals.values().stream().mapToLong(Long::longValue).sum();
    String state = record.summary.isPresent() ? "A finished run" : "An unfinished run";
    StringBuilder text = new StringBuilder(state);
    text.append(": ").append(Html.number(record.trainingLoss.size())).append(" rounds, ");
    text.append(Html.number(visits)).append(" client visits, ");
    text.append(Html.number(Math.round(record.virtualSeconds))).append(" seconds of virtual time");
    if (record.bytesDown + record.bytesUp > 0) {
      text.append(", ").append(Html.bytes(record.bytesDown)).append(" down and ");
      text.append(Html.bytes(record.bytesUp)).append(" up");
    }
    return text.append('.').toString();
  }

  private static String notes(RunRecord record) {
    if (record.notes.isEmpty()) {
      return "";
    }
    return "<p class=\"note\">" + Html.escape(String.join("; ", record.notes)) + ".</p>\n";
  }

  private static String pictures(RunDirectory run, boolean ofVisits) {
    return run.pictures().stream()
        .filter(file -> file.getFileName().toString().startsWith(VisitCharts.PREFIX) == ofVisits)
        .map(HtmlPage::picture)
        .collect(Collectors.joining());
  }

  private static String curves(RunRecord record) {
    StringBuilder all = new StringBuilder();
    all.append(LineChart.draw("Training loss", List.of(record.trainingLoss), true));
    record.figures.forEach((name, lines) -> all.append(curves(name, lines)));
    String figures = all.toString();
    if (figures.isEmpty() || record.phases.isEmpty()) {
      return figures;
    }
    List<String> phases = new ArrayList<>();
    for (RunRecord.Phase phase : record.phases) {
      phases.add(phase.name() + " from round " + phase.round());
    }
    return "<p>Phases: " + Html.escape(String.join(", ", phases)) + ".</p>\n" + figures;
  }

  private static String curves(String figure, Map<String, Curve> lines) {
    return LineChart.draw(FigureNames.title(figure), List.copyOf(lines.values()), false);
  }

  private static String clients(RunRecord record) {
    List<ClientScore> clients = record.clients();
    if (clients.isEmpty()) {
      return "";
    }
    List<String> head = new ArrayList<>(List.of("client", "what it holds"));
    StringBuilder charts = new StringBuilder();
    for (String figure : record.clientFigures()) {
      head.addAll(List.of(FigureNames.title(figure), "population's"));
      charts.append(ClientChart.draw(figure, clients));
    }
    List<List<String>> rows = new ArrayList<>();
    for (ClientScore client : clients) {
      rows.add(row(client, record.clientFigures()));
    }
    return charts
        + "<details><summary>As a table</summary>\n"
        + Html.table(head, rows)
        + "</details>\n";
  }

  private static List<String> row(ClientScore client, SortedSet<String> figures) {
    List<String> row = new ArrayList<>();
    row.add(client.group() + " " + client.client());
    row.add(client.description());
    for (String name : figures) {
      row.add(Html.number(client.figure(name).own()));
      row.add(Html.number(client.figure(name).population()));
    }
    return row;
  }

  private static String outcomes(RunRecord record) {
    if (record.outcomeTotals.isEmpty()) {
      return "";
    }
    List<List<String>> rows = new ArrayList<>();
    long all = record.outcomeTotals.values().stream().mapToLong(Long::longValue).sum();
    for (Map.Entry<String, Long> e : record.outcomeTotals.entrySet()) {
      String share = String.format(Locale.ROOT, "%.1f %%", 100.0 * e.getValue() / all);
      rows.add(List.of(e.getKey(), Html.number(e.getValue()), share));
    }
    return OutcomeChart.draw(
            "Visits", record.outcomes, OutcomeNames.all(record.outcomeTotals.keySet()))
        + Html.table(List.of("outcome", "visits", "share"), rows);
  }

  private static String timing(RunRecord record) {
    return LineChart.draw("Images a second", List.of(record.imagesPerSecond), false)
        + LineChart.draw("Resident memory, megabytes", List.of(record.residentMegabytes), false);
  }

  private static String configuration(RunRecord record) {
    return record
        .configuration
        .map(
            c ->
                "<details><summary>config.conf</summary>\n<pre>"
                    + Html.escape(c)
                    + "</pre></details>\n")
        .orElse("");
  }

  private static String provenance(RunRecord record) {
    List<List<String>> rows = new ArrayList<>();
    record.manifest.ifPresent(m -> JsonText.flatten("", m, rows));
    return rows.isEmpty() ? "" : Html.table(List.of("manifest", ""), rows);
  }
}
