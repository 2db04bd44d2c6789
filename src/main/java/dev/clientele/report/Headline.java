package dev.clientele.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clientele.method.Score;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The answer first: the final figures of every group of clients, from summary.json. */
final class Headline {
  private static final String FIGURES = "figures";

  private final JsonNode summary;
  private final List<String> groups = new ArrayList<>();
  private final Set<String> figures = new LinkedHashSet<>();

  Headline(JsonNode summary) {
    this.summary = summary;
    for (Map.Entry<String, JsonNode> field : summary.properties()) {
      if (field.getValue().path(FIGURES).isObject()) {
        groups.add(field.getKey());
        field.getValue().get(FIGURES).properties().forEach(f -> figures.add(f.getKey()));
      }
    }
  }

  /** A tile for each group and figure that is compared with the population's model. */
  String tiles() {
    StringBuilder html = new StringBuilder();
    for (String group : groups) {
      figures.forEach(figure -> html.append(tile(group, figure)));
    }
    return html.isEmpty() ? "" : "<div class=\"tiles\">\n" + html + "</div>\n";
  }

  private String tile(String group, String figure) {
    double mine = number(group, figure, "own");
    double theirs = number(group, figure, "population");
    if (!Double.isFinite(mine) || !Double.isFinite(theirs)) {
      return "";
    }
    // A ratio says nothing where an unbiased estimate has come out at or below zero.
    String change =
        mine > 0 && theirs > 0
            ? String.format(Locale.ROOT, "%+.0f %%", 100 * (mine / theirs - 1))
            : String.format(Locale.ROOT, "%+.4f", mine - theirs);
    boolean better = Score.higherIsBetter(figure) ? mine > theirs : mine < theirs;
    return """
    <div class="tile %s"><span class="what">%s clients: %s</span>
    <strong>%s</strong>
    <span>%s, against %s of the population&#39;s model</span></div>
    """
        .formatted(
            better ? "better" : mine == theirs ? "equal" : "worse",
            Html.escape(group),
            Html.escape(FigureNames.title(figure)),
            change.replace('-', '\u2212'),
            Html.number(mine),
            Html.number(theirs));
  }

  /** Every group's figures, and below them everything else. */
  String tables() {
    List<List<String>> rows = new ArrayList<>();
    for (String group : groups) {
      for (Map.Entry<String, JsonNode> figure : summary.get(group).get(FIGURES).properties()) {
        rows.add(row(group, figure.getKey(), figure.getValue()));
      }
    }
    List<String> head =
        List.of(
            "clients' mean",
            "own models",
            "population's model",
            "worst tenth, own",
            "worst tenth, population's",
            "better with their own");
    List<List<String>> others = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : summary.properties()) {
      if (!groups.contains(field.getKey())) {
        JsonText.flatten(field.getKey(), field.getValue(), others);
      }
    }
    return (rows.isEmpty() ? "" : Html.table(head, rows))
        + (others.isEmpty() ? "" : Html.table(List.of("summary", ""), others));
  }

  private List<String> row(String group, String name, JsonNode figure) {
    return List.of(
        group + " clients: " + FigureNames.title(name),
        JsonText.value(figure.path("own")),
        JsonText.value(figure.path("population")),
        JsonText.value(figure.path("ownWorstDecile")),
        JsonText.value(figure.path("populationWorstDecile")),
        JsonText.value(figure.path("better"))
            + " of "
            + JsonText.value(summary.get(group).path("clients")));
  }

  private double number(String group, String figure, String side) {
    JsonNode value = summary.get(group).get(FIGURES).path(figure).path(side);
    return value.isNumber() ? value.doubleValue() : Double.NaN;
  }
}
