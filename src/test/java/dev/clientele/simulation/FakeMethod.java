package dev.clientele.simulation;

import dev.clientele.data.ClientData;
import dev.clientele.data.Federation;
import dev.clientele.diffusion.Workspace;
import dev.clientele.method.Adaptation;
import dev.clientele.method.Method;
import dev.clientele.method.ServerState;
import dev.clientele.method.Visit;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import dev.clientele.tensor.Weights;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * A small method whose numbers depend on everything that they may depend on: shared and private
 * tensors, the client's data and its stream, and so on the order of floating-point sums.
 *
 * @param before runs at the start of every visit and adaptation, with the client's number: to fail,
 *     to die or to take its time
 */
record FakeMethod(IntConsumer before) implements Method {
  static final Layout SHARED =
      new Layout.Builder().add("w", List.of(3, 5)).add("b", List.of(5)).build();
  static final Layout PERSONAL = new Layout.Builder().add("embedding", List.of(4)).build();

  FakeMethod() {
    this(id -> {});
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public Layout shared() {
    return SHARED;
  }

  @Override
  public Layout personal() {
    return PERSONAL;
  }

  @Override
  public ServerState start(RandomKey key) {
    Weights random = noise(SHARED, key.stream());
    return new ServerState(0, random, random, ServerState.nothing());
  }

  @Override
  public Weights newcomer() {
    return Weights.zeros(PERSONAL);
  }

  @Override
  public Visit train(
      Weights shared, Weights personal, ClientData data, RandomKey key, Workspace workspace) {
    before.accept(data.id());
    RandomStream stream = key.stream();
    float[] pixel = new float[1];
    data.train().copyTo(0, pixel, 0);
    double pull = pixel[0] + personal.at(0) + 1e-3 * shared.at(stream.nextInt(SHARED.size()));
    Weights update = noise(SHARED, stream).plus(pull, shared);
    Weights mine = personal.mix(0.5, noise(PERSONAL, stream).plus(shared.at(3), personal));
    int samples = 1 + data.id() % 5;
    return new Visit(update.plus(-0.9, update), mine, samples, 10L + data.id() % 3, pull);
  }

  @Override
  public long images(Federation federation, int client) {
    return 10L + client % 3;
  }

  @Override
  public ServerState apply(ServerState state, Weights meanUpdate) {
    Weights shared = state.shared().plus(1, meanUpdate);
    return new ServerState(
        state.round() + 1, shared, state.average().mix(0.1, shared), state.memory());
  }

  @Override
  public Adaptation adapt(Weights shared, ClientData data, RandomKey key, Workspace workspace) {
    before.accept(data.id());
    Weights personal = noise(PERSONAL, key.stream()).plus(shared.at(2), Weights.zeros(PERSONAL));
    return new Adaptation(
        personal.mix(shared.at(1), newcomer()), PERSONAL.size(), 20, shared.at(0));
  }

  @Override
  public Weights model(Weights shared, Weights own) {
    return shared.and(own);
  }

  @Override
  public Weights population(Weights shared) {
    return shared.and(newcomer());
  }

  private static Weights noise(Layout layout, RandomStream stream) {
    float[] values = new float[layout.size()];
    stream.fillGaussian(values);
    return Weights.adopt(layout, values);
  }
}
