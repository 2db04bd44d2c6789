package dev.clientele.method.classification;

import dev.clientele.config.ClienteleConfig;
import dev.clientele.method.Memo;
import dev.clientele.tensor.Weights;
import java.util.List;
import java.util.function.Supplier;

/**
 * What was computed before with one public model and one federation.
 *
 * @param memo where results are
 * @param origin all that decides model and images, with equality by value
 */
public record Recall(Memo memo, Object origin) {
  /** Remembers nothing. */
  static final Recall NOTHING = new Recall(new Memo(0), List.of());

  /**
   * Results of what a configuration describes.
   *
   * @param base the public model's weights
   */
  public static Recall of(Memo memo, ClienteleConfig config, Weights base) {
    return new Recall(
        memo,
        List.of(
            config.seed(),
            config.data(),
            config.clients(),
            config.network(),
            config.diffusion(),
            config.compute().winograd(),
            base.sha256()));
  }

  /**
   * A result that is known, or becomes so.
   *
   * @param question what decides the result beside the origin: values with equality by value
   */
  public <T> T get(List<Object> question, Class<T> kind, Supplier<T> work) {
    return memo.get(List.of(origin, question), kind, work);
  }
}
