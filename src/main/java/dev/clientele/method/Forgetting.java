package dev.clientele.method;

import dev.clientele.data.Federation;
import dev.clientele.diffusion.Workspace;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What clients that took part in training lose when the model is adapted to a new client: they are
 * measured again with the adapted model in place of the shared one, each with private tensors of
 * its own where the method has any. A method whose adaptation leaves all shared tensors alone
 * (SPIRE learns an embedding) cannot forget, and its figures are equal to the last bit. Pure
 * functions.
 */
public record Forgetting(Method method, Evaluation evaluation, Federation federation) {
  /** What follows a figure's name. */
  public static final String SUFFIX = "-old-clients";

  /**
   * The means over the witnesses of what is measured at {@link Evaluation.Depth#LOSS}.
   *
   * @param adapted what the new client keeps
   * @param witnesses the old clients' private tensors
   * @param key whose children, by client, name an evaluation's streams
   * @return by name: after the adaptation as a figure's own side, and before it as the
   *     population's; empty without witnesses
   */
  public SortedMap<String, Score.Figure> of(
      Weights shared,
      Weights adapted,
      SortedMap<Integer, Weights> witnesses,
      RandomKey key,
      Workspace workspace) {
    Weights changed = changed(shared, adapted);
    SortedMap<String, Score.Figure> means = new TreeMap<>();
    witnesses.forEach(
        (client, personal) -> {
          Score score =
              evaluation.score(
                  method.model(changed, personal),
                  method.model(shared, personal),
                  federation.client(client),
                  null,
                  Evaluation.Depth.LOSS,
                  key.child(client),
                  workspace);
          score.figures().forEach((name, f) -> add(means, name + SUFFIX, f, witnesses.size()));
        });
    return means;
  }

  private static void add(
      SortedMap<String, Score.Figure> means, String name, Score.Figure figure, int count) {
    Score.Figure share = new Score.Figure(figure.own() / count, figure.population() / count);
    means.merge(
        name,
        share,
        (a, b) -> new Score.Figure(a.own() + b.own(), a.population() + b.population()));
  }

  /** The shared tensors, of which those that the adaptation trained are the new client's. */
  private Weights changed(Weights shared, Weights adapted) {
    if (adapted.layout().equals(method.personal())) {
      return shared;
    }
    float[] values = shared.toArray();
    for (Layout.Entry e : shared.layout().entries()) {
      if (adapted.layout().has(e.name())) {
        Layout.Entry from = adapted.layout().entry(e.name());
        adapted.copyTo(from.offset(), values, e.offset(), e.size());
      }
    }
    return Weights.adopt(shared.layout(), values);
  }
}
