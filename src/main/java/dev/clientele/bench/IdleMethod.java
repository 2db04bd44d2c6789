package dev.clientele.bench;

import dev.clientele.data.ClientData;
import dev.clientele.data.Federation;
import dev.clientele.diffusion.Workspace;
import dev.clientele.method.Adaptation;
import dev.clientele.method.Method;
import dev.clientele.method.ServerState;
import dev.clientele.method.Visit;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.Arrays;
import java.util.List;

/**
 * A method whose clients do next to nothing, to a model of a few numbers: what is left is the cost
 * of calls, events, messages and sums.
 */
final class IdleMethod implements Method {
  private static final int NUMBERS = 4;
  private static final Layout MODEL = new Layout.Builder().add("model", List.of(NUMBERS)).build();
  private static final Layout NOTHING = new Layout.Builder().build();
  private static final Weights NONE = Weights.zeros(NOTHING);

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public Layout shared() {
    return MODEL;
  }

  @Override
  public Layout personal() {
    return NOTHING;
  }

  @Override
  public ServerState start(RandomKey key) {
    Weights zero = Weights.zeros(MODEL);
    return new ServerState(0, zero, zero, ServerState.nothing());
  }

  @Override
  public Weights newcomer() {
    return NONE;
  }

  @Override
  public Visit train(
      Weights shared, Weights personal, ClientData data, RandomKey key, Workspace workspace) {
    float[] change = new float[NUMBERS];
    Arrays.fill(change, 1e-3f * data.id());
    return new Visit(Weights.adopt(MODEL, change), personal, 1, 1, data.id());
  }

  @Override
  public long images(Federation federation, int client) {
    return 1;
  }

  @Override
  public ServerState apply(ServerState state, Weights meanUpdate) {
    Weights moved = state.shared().plus(1, meanUpdate);
    return new ServerState(state.round() + 1, moved, moved, state.memory());
  }

  @Override
  public Adaptation adapt(Weights shared, ClientData data, RandomKey key, Workspace workspace) {
    return new Adaptation(NONE, 0, 0, Double.NaN);
  }

  @Override
  public Weights model(Weights shared, Weights own) {
    return shared;
  }

  @Override
  public Weights population(Weights shared) {
    return shared;
  }
}
