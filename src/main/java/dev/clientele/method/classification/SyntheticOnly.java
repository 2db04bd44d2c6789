package dev.clientele.method.classification;

import dev.clientele.config.WarmFedConfig;
import dev.clientele.data.ClientData;
import dev.clientele.data.Federation;
import dev.clientele.data.Images;
import dev.clientele.diffusion.Workspace;
import dev.clientele.method.Folded;
import dev.clientele.method.ServerEffort;
import dev.clientele.method.ServerState;
import dev.clientele.method.ServerStep;
import dev.clientele.method.Visit;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.List;

/**
 * One model from synthetic images alone, in the manner of FGL (Zhang et al. 2023): clients train
 * adapters beside a frozen diffusion model before the first step and send nothing else, and the
 * server trains a classifier on what it draws with them, in every round as many steps as WarmFed's
 * clients and server make one after the other.
 */
final class SyntheticOnly extends DrawingMethod {
  /**
   * Training on synthetic images.
   *
   * @param key names the server's random streams
   */
  SyntheticOnly(ClassifierTask task, Generator generator, WarmFedConfig config, RandomKey key) {
    super("synthetic", task, 1, generator, config, key);
  }

  @Override
  public Layout uplink() {
    return warmStart.layout();
  }

  /** After the first step there is nothing left to send. */
  @Override
  public long uplinkBytes(RandomKey visit, int version) {
    return version == 0 ? (long) Float.BYTES * uplink().size() : 0;
  }

  @Override
  public long images(Federation federation, int client, int version) {
    return version == 0 ? warmStart.images() : 0;
  }

  @Override
  public Visit train(
      Weights received, Weights own, ClientData data, RandomKey streams, Workspace workspace) {
    if (hasStarted(received)) {
      return new Visit(Weights.zeros(uplink()), own, data.train().count(), 0, Double.NaN);
    }
    Weights update = warmStart.run(data, streams.child("warm start"), workspace);
    return new Visit(update, own, data.train().count(), warmStart.images(), Double.NaN);
  }

  /** Nothing of a client's update is part of the model. */
  @Override
  public ServerState apply(ServerState state, Weights meanUpdate) {
    return next(state, started(population(state.shared())), state.memory());
  }

  @Override
  public ServerStep close(ServerState state, Folded round) {
    if (hasStarted(state.shared())) {
      return train(state, state.memory(), steps());
    }
    List<ServerStep.Job> drawing =
        new Synthesis(generator, config, key.child("synthetic")).jobs(round.updates());
    return new ServerStep.Work(
        drawing,
        results -> train(state, Synthesis.memory(results), steps() + config.localTuningSteps()));
  }

  private int steps() {
    return task.visit().localSteps() + config.tuningSteps();
  }

  private ServerStep train(ServerState state, Weights memory, int steps) {
    Images synthetic = new Synthetic(memory).all();
    RandomKey streams = key.child("training").child(state.round());
    Weights model = population(state.shared());
    ServerStep.Job job = workspace -> task.tuned(model, synthetic, steps, streams, workspace);
    return new ServerStep.Work(
        List.of(job),
        results -> new ServerStep.Done(next(state, started(results.getFirst()), memory)));
  }

  @Override
  public ServerEffort effort(ServerState state) {
    int started = Math.min(1, state.round());
    int steps = started * config.localTuningSteps() + state.round() * steps();
    return new ServerEffort(task.images(steps), new Synthetic(state.memory()).count());
  }
}
