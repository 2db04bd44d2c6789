package dev.clientele.method.classification;

import dev.clientele.config.WarmFedConfig;
import dev.clientele.data.ClientData;
import dev.clientele.data.Federation;
import dev.clientele.data.Images;
import dev.clientele.diffusion.Workspace;
import dev.clientele.method.Folded;
import dev.clientele.method.ServerState;
import dev.clientele.method.ServerStep;
import dev.clientele.method.Visit;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.List;

/**
 * One model from synthetic images alone, in the manner of FGL (Zhang et al. 2023): clients train
 * adapters beside a frozen diffusion model and send nothing else, and the server trains a
 * classifier on what it draws with them: as many steps as WarmFed's clients and server make, one
 * after the other.
 */
final class SyntheticOnly extends ClassifierMethod {
  private final Generator generator;
  private final WarmFedConfig config;
  private final WarmStart warmStart;
  private final RandomKey key;

  /**
   * Training on synthetic images.
   *
   * @param key names the server's random streams
   */
  SyntheticOnly(ClassifierTask task, Generator generator, WarmFedConfig config, RandomKey key) {
    super("synthetic", task, 1);
    this.generator = generator;
    this.config = config;
    this.warmStart = new WarmStart(generator, config, task.visit());
    this.key = key;
  }

  @Override
  public Layout uplink() {
    return warmStart.layout();
  }

  @Override
  public boolean keepsUpdates() {
    return true;
  }

  @Override
  public long images(Federation federation, int client) {
    return warmStart.images();
  }

  @Override
  public Visit train(
      Weights shared, Weights own, ClientData data, RandomKey streams, Workspace workspace) {
    Weights update = warmStart.run(data, streams.child("warm start"), workspace);
    return new Visit(update, own, data.train().count(), warmStart.images(), Double.NaN);
  }

  /** Nothing of a client's update is part of the model. */
  @Override
  public ServerState apply(ServerState state, Weights meanUpdate) {
    return next(state, state.shared(), state.memory());
  }

  @Override
  public ServerStep close(ServerState state, Folded round) {
    RandomKey streams = key.child("synthetic").child(state.round());
    List<ServerStep.Job> drawing = new Synthesis(generator, config, streams).jobs(round.updates());
    return new ServerStep.Work(drawing, results -> train(state, Synthesis.memory(results)));
  }

  private ServerStep train(ServerState state, Weights memory) {
    Images synthetic = new Synthetic(memory).all();
    int steps = task.visit().localSteps() + config.localTuningSteps() + config.tuningSteps();
    RandomKey streams = key.child("training").child(state.round());
    ServerStep.Job job =
        workspace -> task.tuned(state.shared(), synthetic, steps, streams, workspace);
    return new ServerStep.Work(
        List.of(job), results -> new ServerStep.Done(next(state, results.getFirst(), memory)));
  }
}
