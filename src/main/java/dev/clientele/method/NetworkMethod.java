package dev.clientele.method;

import dev.clientele.config.MethodConfig;
import dev.clientele.data.Federation;
import dev.clientele.data.Images;
import dev.clientele.diffusion.Trainer;
import dev.clientele.diffusion.Workspace;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.network.Initializer;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** What methods over one denoiser have in common: its layout, its start, its local training. */
abstract class NetworkMethod implements Method {
  private static final RandomKey START = RandomKey.of(0).child("private start");

  final DenoiserSpec spec;
  final Layout all;
  final Training training;
  private final Weights pretrained;

  /**
   * @param spec the network, with the client rows that the method needs
   * @param pretrained where to start from; null for random weights
   */
  NetworkMethod(DenoiserSpec spec, Weights pretrained, Training training) {
    this.spec = spec;
    this.all = spec.layout();
    this.training = training;
    this.pretrained = pretrained;
  }

  MethodConfig visit() {
    return training.visit();
  }

  @Override
  public ServerState start(RandomKey key) {
    return start(shared(), key);
  }

  /** The state before the first round, of tensors that are all the network's. */
  ServerState start(Layout tensors, RandomKey key) {
    Weights memory = new ServerOptimizer(training.server()).memory(shared());
    return ServerState.start(tensors, pretrained, key, memory);
  }

  @Override
  public ServerState apply(ServerState state, Weights meanUpdate) {
    return new ServerOptimizer(training.server()).step(state, meanUpdate, visit().averageDecay());
  }

  /**
   * Where tensors begin that the server does not start: given ones, or random ones that are the
   * same for every client.
   */
  Weights privateStart(Layout layout) {
    return pretrained == null ? Initializer.weights(layout, START) : pretrained.project(layout);
  }

  /** A trainer with the configured optimiser. */
  Trainer trainer(Workspace workspace, int batch, Predicate<String> trained) {
    return workspace.trainer(
        spec, batch, trained, visit().optimizer() == MethodConfig.Optimizer.ADAM);
  }

  /** A visit's local steps. */
  LocalTraining local() {
    return new LocalTraining(visit().localSteps(), visit().conditionDropout(), visit().clipNorm());
  }

  /** An adaptation's steps: the condition is never dropped. */
  LocalTraining adaptation() {
    return new LocalTraining(training.adaptation().steps(), 0, visit().clipNorm());
  }

  /** Adapts what the trainer holds. */
  double adapt(Trainer trainer, Images images, RandomKey key, ToDoubleFunction<String> rates) {
    Images used = images.first(training.adaptation().samples());
    return LocalTraining.atTheEnd(adaptation().losses(trainer, used, key, rates));
  }

  @Override
  public long images(Federation federation, int client) {
    return images();
  }

  /** Images that a visit's local steps work through. */
  long images() {
    return (long) visit().localSteps() * visit().batch();
  }

  /** Images that an adaptation works through. */
  long adaptationImages() {
    return (long) training.adaptation().steps() * training.adaptation().batch();
  }
}
