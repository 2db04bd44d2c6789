package dev.clientele.report;

import dev.clientele.report.RunRecord.ClientScore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
    run.write(run.report(), html(run));
  }

  static String html(RunDirectory run) {
    RunRecord record = RunRecord.read(run);
    StringBuilder html = new StringBuilder();
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.append("<title>").append(Html.escape(run.name())).append(" \u2013 Clientele</title>\n");
    html.append("<style>\n").append(styleSheet()).append("</style>\n</head>\n<body>\n");
    html.append("<h1>").append(Html.escape(run.name())).append("</h1>\n");
    if (record.isExperiment()) {
      experiment(html, run, record);
      return html.append("</body>\n</html>\n").toString();
    }
    html.append("<p class=\"lead\">").append(lead(record)).append("</p>\n");
    html.append(notes(record));
    record.summary.map(Headline::new).ifPresent(h -> html.append(h.tiles()));
    section(html, "What the models draw", pictures(run));
    record.summary.map(Headline::new).ifPresent(h -> section(html, "Final metrics", h.tables()));
    section(html, "Over the rounds", curves(record));
    section(html, "Client by client", clients(record));
    section(html, "Outcomes of the visits", outcomes(record));
    section(html, "Speed and memory", timing(record));
    section(html, "Configuration", configuration(record));
    section(html, "Where this run comes from", provenance(record));
    return html.append("</body>\n</html>\n").toString();
  }

  /** An experiment without a federation has neither rounds nor clients. */
  private static void experiment(StringBuilder html, RunDirectory run, RunRecord record) {
    html.append(notes(record));
    section(html, "What was found", pictures(run));
    section(html, "Numbers", record.summary.map(s -> new Headline(s).tables()).orElse(""));
    section(html, "Configuration", configuration(record));
    section(html, "Where this run comes from", provenance(record));
  }

  private static void section(StringBuilder html, String title, String content) {
    html.append("<section>\n<h2>").append(title).append("</h2>\n");
    html.append(content.isEmpty() ? "<p class=\"absent\">Not there.</p>\n" : content);
    html.append("</section>\n");
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

  private static String pictures(RunDirectory run) {
    StringBuilder html = new StringBuilder();
    for (Path picture : run.pictures()) {
      String name = Html.escape(picture.getFileName().toString());
      try {
        String data = Base64.getEncoder().encodeToString(Files.readAllBytes(picture));
        html.append("<figure><figcaption>").append(name).append("</figcaption>\n");
        html.append("<div class=\"wide\"><img alt=\"").append(name);
        html.append("\" src=\"data:image/png;base64,").append(data).append("\"></div></figure>\n");
      } catch (IOException e) {
        html.append("<p class=\"absent\">").append(name).append(" could not be read.</p>\n");
      }
    }
    return html.toString();
  }

  private static String curves(RunRecord record) {
    String figures =
        LineChart.draw("Training loss", List.of(record.trainingLoss), true)
            + LineChart.draw("Held-out denoising loss", List.copyOf(record.losses.values()), false)
            + LineChart.draw("Kernel inception distance", List.copyOf(record.kids.values()), false);
    if (figures.isEmpty() || record.phases.isEmpty()) {
      return figures;
    }
    List<String> phases = new ArrayList<>();
    for (RunRecord.Phase phase : record.phases) {
      phases.add(phase.name() + " from round " + phase.round());
    }
    return "<p>Phases: " + Html.escape(String.join(", ", phases)) + ".</p>\n" + figures;
  }

  private static String clients(RunRecord record) {
    List<ClientScore> clients = record.clients();
    if (clients.isEmpty()) {
      return "";
    }
    List<List<String>> rows = new ArrayList<>();
    for (ClientScore c : clients) {
      rows.add(
          List.of(
              c.group() + " " + c.client(),
              c.description(),
              Html.number(c.loss()),
              Html.number(c.populationLoss()),
              Html.number(c.kid()),
              Html.number(c.populationKid())));
    }
    List<String> head =
        List.of("client", "what it holds", "loss", "population's", "KID", "population's");
    return ClientChart.draw(
            "Held-out denoising loss", clients, ClientScore::loss, ClientScore::populationLoss)
        + ClientChart.draw(
            "Kernel inception distance", clients, ClientScore::kid, ClientScore::populationKid)
        + "<details><summary>As a table</summary>\n"
        + Html.table(head, rows)
        + "</details>\n";
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
    return OutcomeChart.draw("Visits", record.outcomes, List.copyOf(record.outcomeTotals.keySet()))
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

  private static String styleSheet() {
    try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
