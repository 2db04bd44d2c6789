package dev.clientele.method;

import dev.clientele.data.ClientData;
import dev.clientele.data.Federation;
import dev.clientele.diffusion.Workspace;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;

/** Another method, of which a subclass changes a part. */
abstract class ForwardingMethod implements Method {
  private final Method method;

  ForwardingMethod(Method method) {
    this.method = method;
  }

  @Override
  public String name() {
    return method.name();
  }

  @Override
  public Layout shared() {
    return method.shared();
  }

  @Override
  public Layout uplink() {
    return method.uplink();
  }

  @Override
  public Layout sent(RandomKey visit) {
    return method.sent(visit);
  }

  @Override
  public long uplinkBytes(RandomKey visit, int version) {
    return method.uplinkBytes(visit, version);
  }

  @Override
  public Layout personal() {
    return method.personal();
  }

  @Override
  public Layout adapted() {
    return method.adapted();
  }

  @Override
  public ServerState start(RandomKey key) {
    return method.start(key);
  }

  @Override
  public Weights newcomer() {
    return method.newcomer();
  }

  @Override
  public Visit train(
      Weights shared, Weights personal, ClientData data, RandomKey key, Workspace workspace) {
    return method.train(shared, personal, data, key, workspace);
  }

  @Override
  public long images(Federation federation, int client) {
    return method.images(federation, client);
  }

  @Override
  public long images(Federation federation, int client, int version) {
    return method.images(federation, client, version);
  }

  @Override
  public ServerState apply(ServerState state, Weights meanUpdate) {
    return method.apply(state, meanUpdate);
  }

  @Override
  public ServerStep close(ServerState state, Folded round) {
    return method.close(state, round);
  }

  @Override
  public ServerEffort effort(ServerState state) {
    return method.effort(state);
  }

  @Override
  public boolean keepsUpdates() {
    return method.keepsUpdates();
  }

  @Override
  public Adaptation adapt(Weights shared, ClientData data, RandomKey key, Workspace workspace) {
    return method.adapt(shared, data, key, workspace);
  }

  @Override
  public Weights model(Weights shared, Weights own) {
    return method.model(shared, own);
  }

  @Override
  public Weights personalised(
      Weights shared, Weights own, ClientData data, RandomKey key, Workspace workspace) {
    return method.personalised(shared, own, data, key, workspace);
  }

  @Override
  public Weights population(Weights shared) {
    return method.population(shared);
  }
}
