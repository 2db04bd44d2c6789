package dev.clientele.cli;

import dev.clientele.data.GlyphStyle;
import dev.clientele.metric.PrincipalComponents;
import dev.clientele.report.Pictures;
import dev.clientele.report.ScatterChart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Clients' embeddings in the plane of their first two principal components, coloured by style. */
final class EmbeddingMap {
  private EmbeddingMap() {}

  /** One chart for each kind of style, side by side. */
  static void write(Path file, float[][] embeddings, List<GlyphStyle> styles) {
    PrincipalComponents plane = PrincipalComponents.of(embeddings, 2);
    double[][] places = plane.project(embeddings);
    Pictures.write(
        file,
        2,
        () ->
            List.of(
                chart("ink", plane, places, styles, s -> s.darkInk() ? "dark ink" : "light ink"),
                chart("texture", plane, places, styles, s -> word(s.texture()))));
  }

  private static java.awt.image.BufferedImage chart(
      String trait,
      PrincipalComponents plane,
      double[][] places,
      List<GlyphStyle> styles,
      Function<GlyphStyle, String> group) {
    List<ScatterChart.Point> points = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      String of = group.apply(styles.get(i));
      points.add(new ScatterChart.Point(places[i][0], places[i][1], "", of));
    }
    String title = "Embeddings of " + places.length + " clients, by " + trait;
    return ScatterChart.draw(title, axis(plane, 0), axis(plane, 1), points);
  }

  private static String axis(PrincipalComponents plane, int component) {
    return String.format(
        Locale.ROOT,
        "component %d (%.0f %% of the variance)",
        component + 1,
        100 * plane.explained(component));
  }

  private static String word(Enum<?> kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
