package dev.clientele.method;

import dev.clientele.data.Images;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How well a model fits one client.
 *
 * @param client the client's number
 * @param figures what was measured, by name, such as {@link #LOSS}
 * @param samples images drawn for this client; null where none were
 */
public record Score(int client, SortedMap<String, Figure> figures, Images samples) {
  /**
   * Mean squared error of what the network predicts (noise, or velocity: not to be compared with
   * each other), on the client's held-out images.
   */
  public static final String LOSS = "loss";

  /** Share of correctly classified images, 0 to 1; also the beginning of the names of its kinds. */
  public static final String ACCURACY = "accuracy";

  /** The end of the names of ratios of distances to training and to held-out images. */
  static final String RATIO = "-ratio";

  /**
   * One measurement of two models under equal conditions.
   *
   * @param own of the client's model
   * @param population of the model for nobody in particular
   */
  public record Figure(double own, double population) {}

  /** Keeps a copy of the figures. */
  public Score {
    figures = Collections.unmodifiableSortedMap(new TreeMap<>(figures));
  }

  /** The same with further figures. */
  public Score and(SortedMap<String, Figure> further) {
    SortedMap<String, Figure> all = new TreeMap<>(figures);
    all.putAll(further);
    return new Score(client, all, samples);
  }

  /** The figure of that name; NaN twice where it was not measured. */
  public Figure figure(String name) {
    return figures.getOrDefault(name, new Figure(Double.NaN, Double.NaN));
  }

  /**
   * Whether more of the figure of that name is better, as of accuracies and of the ratio of the
   * distances to training and to held-out images; less is of the others.
   */
  public static boolean higherIsBetter(String name) {
    return name.startsWith(ACCURACY) || name.endsWith(RATIO);
  }
}
