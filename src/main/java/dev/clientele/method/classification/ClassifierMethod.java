package dev.clientele.method.classification;

import dev.clientele.data.ClientData;
import dev.clientele.data.Federation;
import dev.clientele.diffusion.Workspace;
import dev.clientele.method.Adaptation;
import dev.clientele.method.Method;
import dev.clientele.method.ServerState;
import dev.clientele.network.Initializer;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.Map;

/**
 * What methods over one classifier have in common. The server adds the mean update. A client that
 * took no part has nothing to adapt but what {@link #personalised} makes of the finished model.
 */
abstract class ClassifierMethod implements Method {
  static final Layout NOTHING = Layout.of(Map.of());
  private static final RandomKey START = RandomKey.of(0).child("private start");

  final String name;
  final ClassifierTask task;
  final double serverRate;

  ClassifierMethod(String name, ClassifierTask task, double serverRate) {
    this.name = name;
    this.task = task;
    this.serverRate = serverRate;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public Layout shared() {
    return task.layout();
  }

  @Override
  public Layout personal() {
    return NOTHING;
  }

  @Override
  public Weights newcomer() {
    return Weights.zeros(NOTHING);
  }

  @Override
  public ServerState start(RandomKey key) {
    Weights first = Initializer.weights(shared(), key.child("weights"));
    return new ServerState(0, first, first, ServerState.nothing());
  }

  /** The state that follows with these shared weights. */
  static ServerState next(ServerState before, Weights shared, Weights memory) {
    return new ServerState(before.round() + 1, shared, shared, memory);
  }

  @Override
  public ServerState apply(ServerState state, Weights meanUpdate) {
    return next(state, state.shared().plus(serverRate, meanUpdate), state.memory());
  }

  @Override
  public long images(Federation federation, int client) {
    return images();
  }

  /** Images that a visit's local steps work through. */
  final long images() {
    return task.images(task.visit().localSteps());
  }

  /** Random tensors that are the same for every client. */
  static Weights privateStart(Layout layout) {
    return Initializer.weights(layout, START);
  }

  @Override
  public Adaptation adapt(Weights shared, ClientData data, RandomKey key, Workspace workspace) {
    return new Adaptation(newcomer(), 0, 0, Double.NaN);
  }

  @Override
  public Weights model(Weights shared, Weights own) {
    return population(shared);
  }

  @Override
  public Weights population(Weights shared) {
    return shared.project(task.layout());
  }
}
