package dev.clientele.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The answer first: the final metrics of every group of clients, from summary.json. */
final class Headline {
  private final JsonNode summary;
  private final String kid;
  private final List<String> groups = new ArrayList<>();

  Headline(JsonNode summary) {
    this.summary = summary;
    // Distances between other features than Inception's must not be read as plain KID.
    this.kid = "KID (" + summary.path("kidFeatures").asText("this project's own features") + ")";
    for (Map.Entry<String, JsonNode> field : summary.properties()) {
      if (field.getValue().isObject() && field.getValue().has("loss")) {
        groups.add(field.getKey());
      }
    }
  }

  /** A tile for each group and metric that is compared with the population's model. */
  String tiles() {
    StringBuilder html = new StringBuilder();
    for (String group : groups) {
      html.append(tile(group, "held-out loss", "loss", "populationLoss"));
      html.append(tile(group, kid, "kid", "populationKid"));
    }
    return html.isEmpty() ? "" : "<div class=\"tiles\">\n" + html + "</div>\n";
  }

  private String tile(String group, String name, String own, String population) {
    double mine = number(group, own);
    double theirs = number(group, population);
    if (!Double.isFinite(mine) || !Double.isFinite(theirs)) {
      return "";
    }
    // A ratio says nothing where an unbiased estimate has come out at or below zero.
    String change =
        mine > 0 && theirs > 0
            ? String.format(Locale.ROOT, "%+.0f %%", 100 * (mine / theirs - 1))
            : String.format(Locale.ROOT, "%+.4f", mine - theirs);
    return """
    <div class="tile %s"><span class="what">%s clients: %s</span>
    <strong>%s</strong>
    <span>%s, against %s of the population&#39;s model</span></div>
    """
        .formatted(
            mine < theirs ? "better" : "worse",
            Html.escape(group),
            Html.escape(name),
            change.replace('-', '\u2212'),
            Html.number(mine),
            Html.number(theirs));
  }

  /** All numbers of the groups side by side, and below them everything else. */
  String tables() {
    Set<String> metrics = new LinkedHashSet<>();
    for (String group : groups) {
      summary.get(group).properties().forEach(f -> metrics.add(f.getKey()));
    }
    List<List<String>> rows = new ArrayList<>();
    for (String metric : metrics) {
      List<String> row = new ArrayList<>(List.of(label(metric)));
      groups.forEach(g -> row.add(JsonText.value(summary.get(g).path(metric))));
      rows.add(row);
    }
    List<String> head = new ArrayList<>(List.of("final metric"));
    groups.forEach(g -> head.add(g + " clients"));
    List<List<String>> others = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : summary.properties()) {
      if (!groups.contains(field.getKey())) {
        JsonText.flatten(field.getKey(), field.getValue(), others);
      }
    }
    return (rows.isEmpty() ? "" : Html.table(head, rows))
        + (others.isEmpty() ? "" : Html.table(List.of("summary", ""), others));
  }

  private double number(String group, String field) {
    JsonNode value = summary.get(group).path(field);
    return value.isNumber() ? value.doubleValue() : Double.NaN;
  }

  private String label(String metric) {
    return switch (metric) {
      case "clients" -> "clients measured";
      case "loss" -> "held-out denoising loss";
      case "populationLoss" -> "the same, population's model";
      case "lossRatio" -> "loss against the population's";
      case "kid" -> kid;
      case "populationKid" -> "the same, population's model";
      case "worstLoss" -> "loss of the worst client";
      default -> metric;
    };
  }
}
