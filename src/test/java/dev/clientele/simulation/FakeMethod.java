package dev.clientele.simulation;

import dev.clientele.data.ClientData;
import dev.clientele.data.Federation;
import dev.clientele.diffusion.Workspace;
import dev.clientele.method.Adaptation;
import dev.clientele.method.Folded;
import dev.clientele.method.Method;
import dev.clientele.method.ServerState;
import dev.clientele.method.ServerStep;
import dev.clientele.method.Visit;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import dev.clientele.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * A small method whose numbers depend on everything that they may depend on: shared and private
 * tensors, the client's data and its stream, and so on the order of floating-point sums.
 *
 * @param before runs at the start of every visit and adaptation, with the client's number: to fail,
 *     to die or to take its time
 * @param server where the server has work of its own to do at a round's end, in two stages: runs at
 *     the start of each of its jobs, with the place of the update that it is about, or -1
 */
record FakeMethod(IntConsumer before, Optional<IntConsumer> server) implements Method {
  static final Layout SHARED =
      new Layout.Builder().add("w", List.of(3, 5)).add("b", List.of(5)).build();
  static final Layout PERSONAL = new Layout.Builder().add("embedding", List.of(4)).build();

  FakeMethod() {
    this(id -> {});
  }

  FakeMethod(IntConsumer before) {
    this(before, Optional.empty());
  }

  static FakeMethod working(IntConsumer server) {
    return new FakeMethod(id -> {}, Optional.of(server));
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
  public boolean keepsUpdates() {
    return server.isPresent();
  }

  @Override
  public ServerStep close(ServerState state, Folded round) {
    if (server.isEmpty()) {
      return Method.super.close(state, round);
    }
    List<ServerStep.Job> jobs = new ArrayList<>();
    for (int i = 0; i < round.updates().size(); i++) {
      int place = i;
      jobs.add(workspace -> changed(state, round, place));
    }
    return new ServerStep.Work(jobs, changed -> together(state, changed));
  }

  private Weights changed(ServerState state, Folded round, int place) {
    server.orElseThrow().accept(place);
    Folded.Received received = round.updates().get(place);
    RandomStream stream = RandomKey.of(received.client()).child(state.round()).stream();
    return noise(SHARED, stream).plus(received.samples(), received.update());
  }

  /** The second stage. */
  private ServerStep together(ServerState state, List<Weights> changed) {
    ServerStep.Job sum =
        workspace -> {
          server.orElseThrow().accept(-1);
          return changed.stream().reduce(Weights.zeros(SHARED), (a, b) -> a.plus(0.01, b));
        };
    return new ServerStep.Work(
        List.of(sum), result -> new ServerStep.Done(apply(state, result.getFirst())));
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
