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
 * The fake method with tensors beside its own that no message has room for: shared and private ones
 * that depend on what they were and on the visit's stream.
 */
final class BulkyMethod implements Method {
  private static final Layout BULK = new Layout.Builder().add("bulk", List.of(20_000)).build();

  private final FakeMethod fake;

  BulkyMethod(IntConsumer before) {
    fake = new FakeMethod(before);
  }

  private static Weights bulk(RandomKey key, Weights was) {
    RandomStream random = key.child("bulk").stream();
    float[] values = new float[BULK.size()];
    random.fillGaussian(values);
    return Weights.adopt(BULK, values).plus(0.5, was.project(BULK));
  }

  @Override
  public String name() {
    return "bulky";
  }

  @Override
  public Layout shared() {
    return Weights.zeros(FakeMethod.SHARED).and(Weights.zeros(BULK)).layout();
  }

  @Override
  public Layout personal() {
    return newcomer().layout();
  }

  @Override
  public ServerState start(RandomKey key) {
    Weights all = fake.start(key).shared().and(bulk(key, Weights.zeros(BULK)));
    return new ServerState(0, all, all, ServerState.nothing());
  }

  @Override
  public Weights newcomer() {
    return fake.newcomer().and(Weights.zeros(BULK));
  }

  @Override
  public Visit train(
      Weights shared, Weights personal, ClientData data, RandomKey key, Workspace workspace) {
    Weights own = personal.project(FakeMethod.PERSONAL);
    Visit visit = fake.train(shared.project(FakeMethod.SHARED), own, data, key, workspace);
    return new Visit(
        visit.update().and(bulk(key, shared)),
        visit.personal().and(bulk(key, personal)),
        visit.samples(),
        visit.images(),
        visit.loss());
  }

  @Override
  public long images(Federation federation, int client) {
    return fake.images(federation, client);
  }

  @Override
  public ServerState apply(ServerState state, Weights meanUpdate) {
    return fake.apply(state, meanUpdate);
  }

  @Override
  public Adaptation adapt(Weights shared, ClientData data, RandomKey key, Workspace workspace) {
    Adaptation small = fake.adapt(shared.project(FakeMethod.SHARED), data, key, workspace);
    return new Adaptation(
        small.personal().and(bulk(key, shared)), small.parameters(), small.images(), small.loss());
  }

  @Override
  public Weights model(Weights shared, Weights own) {
    return fake.model(shared.project(FakeMethod.SHARED), own.project(FakeMethod.PERSONAL));
  }

  @Override
  public Weights population(Weights shared) {
    return fake.population(shared.project(FakeMethod.SHARED));
  }
}
