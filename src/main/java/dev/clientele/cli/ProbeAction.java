package dev.clientele.cli;

import dev.clientele.config.ConfigLoader;
import dev.clientele.data.GlyphFederation;
import dev.clientele.data.GlyphStyle;
import dev.clientele.data.GlyphTexture;
import dev.clientele.method.CompressedUpdates;
import dev.clientele.metric.CrossValidation;
import dev.clientele.report.RunDirectory;
import dev.clientele.simulation.CheckpointStore;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/** Predicts clients' styles from their private tensors, by cross-validation over clients. */
final class ProbeAction {
  /** A probe solves for as many unknowns at once: embeddings are that small, models are not. */
  private static final int MOST = 4096;

  /** Which clients' tensors are looked at. */
  enum Clients {
    /** Everybody who has some. */
    ALL,
    /** Those that trained. */
    SEEN,
    /** Those that adapted to the finished model. */
    UNSEEN
  }

  private ProbeAction() {}

  /**
   * Prints what is found.
   *
   * @param picture where the map of the embeddings goes; null: nowhere
   */
  static void probe(Path directory, Clients clients, int folds, Path picture, PrintWriter out) {
    RunDirectory run = RunDirectory.open(directory);
    Assembly assembly =
        new Assembly(ConfigLoader.load(run.config(), List.of(), OptionalLong.empty()));
    if (!(assembly.federation() instanceof GlyphFederation glyphs)) {
      throw new CommandFailure(
          directory
              + ": expected a run on glyphs, whose styles are known, but was on "
              + assembly.federation().name());
    }
    SortedMap<Integer, Weights> personal = chosen(personal(run), clients, glyphs.registered());
    int size = personal.isEmpty() ? 0 : personal.get(personal.firstKey()).size();
    if (size < 1 || size > MOST || personal.size() < 4 * folds) {
      throw new CommandFailure(
          directory
              + ": expected private tensors of 1 to "
              + MOST
              + " numbers from at least "
              + 4 * folds
              + " clients but was "
              + size
              + " from "
              + personal.size());
    }
    float[][] x = personal.values().stream().map(Weights::toArray).toArray(float[][]::new);
    List<GlyphStyle> styles = personal.keySet().stream().map(glyphs::style).toList();
    RandomKey key = RandomKey.of(assembly.config().seed()).child("probe");
    out.printf("%d clients, %d numbers each, %d folds%n%n", x.length, size, folds);
    numbers(x, styles, folds, key, out);
    kinds(x, styles, folds, key, out);
    if (picture != null) {
      EmbeddingMap.write(picture, x, styles);
      out.println("look at " + picture);
    }
    out.flush();
  }

  private static SortedMap<Integer, Weights> chosen(
      SortedMap<Integer, Weights> personal, Clients clients, int registered) {
    return switch (clients) {
      case ALL -> personal;
      case SEEN -> personal.headMap(registered);
      case UNSEEN -> personal.tailMap(registered);
    };
  }

  private static SortedMap<Integer, Weights> personal(RunDirectory run) {
    try {
      SortedMap<Integer, Weights> all =
          new CheckpointStore(run.checkpoint(), Session::warn).latest().states().now().from(0);
      all.replaceAll((_, own) -> CompressedUpdates.withoutRemainder(own));
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void numbers(
      float[][] x, List<GlyphStyle> styles, int folds, RandomKey key, PrintWriter out) {
    Map<String, ToDoubleFunction<GlyphStyle>> traits = new LinkedHashMap<>();
    traits.put("stroke", GlyphStyle::stroke);
    traits.put("slant", GlyphStyle::slant);
    traits.put("rotation", GlyphStyle::rotation);
    traits.put("scale", GlyphStyle::scale);
    traits.put("contrast", GlyphStyle::contrast);
    out.printf("%-10s %10s%n", "style", "R^2");
    traits.forEach(
        (name, trait) -> {
          float[][] y = new float[x.length][1];
          for (int i = 0; i < x.length; i++) {
            y[i][0] = (float) trait.applyAsDouble(styles.get(i));
          }
          double found = CrossValidation.determination(x, y, folds, key)[0];
          out.printf(Locale.ROOT, "%-10s %10.3f%n", name, found);
        });
  }

  private static void kinds(
      float[][] x, List<GlyphStyle> styles, int folds, RandomKey key, PrintWriter out) {
    out.printf("%n%-10s %10s %22s%n", "style", "accuracy", "always the commonest");
    kind("ink", 2, style -> style.darkInk() ? 1 : 0, x, styles, folds, key, out);
    List<GlyphTexture> textures = List.of(GlyphTexture.values());
    ToIntFunction<GlyphStyle> texture = style -> textures.indexOf(style.texture());
    kind("texture", textures.size(), texture, x, styles, folds, key, out);
  }

  private static void kind(
      String name,
      int classes,
      ToIntFunction<GlyphStyle> trait,
      float[][] x,
      List<GlyphStyle> styles,
      int folds,
      RandomKey key,
      PrintWriter out) {
    int[] labels = styles.stream().mapToInt(trait).toArray();
    int[] counts = new int[classes];
    int most = 0;
    for (int label : labels) {
      most = Math.max(most, ++counts[label]);
    }
    double found = CrossValidation.accuracy(x, labels, classes, folds, key);
    out.printf(Locale.ROOT, "%-10s %10.3f %22.3f%n", name, found, (double) most / labels.length);
  }
}
