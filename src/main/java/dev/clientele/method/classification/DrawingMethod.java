package dev.clientele.method.classification;

import dev.clientele.config.WarmFedConfig;
import dev.clientele.method.ServerState;
import dev.clientele.network.Initializer;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.List;

/**
 * What methods have in common whose clients train adapters for a diffusion model before the
 * server's first step, so that the server can draw images. Clients learn from the shared weights
 * whether that step was made.
 */
abstract class DrawingMethod extends ClassifierMethod {
  private static final Layout STAGE =
      new Layout.Builder().add("warmfed.started", List.of(1)).build();

  final Generator generator;
  final WarmFedConfig config;
  final WarmStart warmStart;

  /** Names the server's random streams. */
  final RandomKey key;

  private final Layout shared;

  DrawingMethod(
      String name,
      ClassifierTask task,
      double serverRate,
      Generator generator,
      WarmFedConfig config,
      RandomKey key) {
    super(name, task, serverRate);
    this.generator = generator;
    this.config = config;
    this.warmStart = new WarmStart(generator, config, task.visit());
    this.key = key;
    this.shared = Weights.zeros(task.layout()).and(Weights.zeros(STAGE)).layout();
  }

  @Override
  public final Layout shared() {
    return shared;
  }

  @Override
  public final ServerState start(RandomKey streams) {
    Weights first =
        Initializer.weights(task.layout(), streams.child("weights")).and(Weights.zeros(STAGE));
    return new ServerState(0, first, first, ServerState.nothing());
  }

  static boolean hasStarted(Weights shared) {
    return shared.project(STAGE).at(0) > 0;
  }

  /** The shared weights after a step. */
  static Weights started(Weights classifier) {
    return classifier.and(Weights.adopt(STAGE, new float[] {1}));
  }

  @Override
  public final boolean keepsUpdates() {
    return true;
  }
}
