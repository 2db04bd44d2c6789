package dev.clientele.simulation;

import dev.clientele.data.Federation;
import dev.clientele.diffusion.Workspace;
import dev.clientele.method.Adaptation;
import dev.clientele.method.Evaluation;
import dev.clientele.method.Forgetting;
import dev.clientele.method.Method;
import dev.clientele.method.Population;
import dev.clientele.method.Score;
import dev.clientele.method.Visit;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;

/**
 * What a client computes, on a worker's thread: the method's functions with the streams that belong
 * to this client. A diverged or misshapen result is an error of the client, so that it cannot reach
 * the shared model.
 *
 * @param key the run's
 */
record ClientWork(Federation federation, Method method, Evaluation evaluation, RandomKey key) {
  Visit train(int client, int round, Weights shared, Weights personal, Workspace workspace) {
    RandomKey mine = key.child("visit").child(round).child(client);
    Visit visit = method.train(shared, personal, federation.client(client), mine, workspace);
    require("update", visit.update(), method.uplink());
    require("private tensors", visit.personal(), method.personal());
    return visit;
  }

  Adaptation adapt(int client, Weights shared, Workspace workspace) {
    RandomKey mine = key.child("adapt").child(client);
    Adaptation adaptation = method.adapt(shared, federation.client(client), mine, workspace);
    require("private tensors", adaptation.personal(), method.adapted());
    return adaptation;
  }

  /**
   * The same noise at every evaluation, so that a curve over rounds shows the model alone. A client
   * that took no part in training is also measured by what others lose to its adaptation.
   */
  Score score(
      int client,
      Weights shared,
      Weights personal,
      Population population,
      Evaluation.Depth depth,
      Workspace workspace) {
    RandomKey streams = key.child("evaluation");
    Score score =
        evaluation.score(
            method.model(shared, personal),
            method.population(shared),
            federation.client(client),
            population,
            depth,
            streams.child(client),
            workspace);
    if (depth == Evaluation.Depth.LOSS || client < federation.registered()) {
      return score;
    }
    return score.and(
        new Forgetting(method, evaluation, federation)
            .of(shared, personal, population.witnesses(), streams, workspace));
  }

  private static void require(String what, Weights weights, Layout layout) {
    if (!weights.layout().equals(layout)) {
      throw new IllegalStateException(
          "expected the " + what + " in layout " + layout + " but was " + weights.layout());
    }
    if (!weights.isFinite()) {
      throw new IllegalStateException("expected finite " + what + ": the training diverged");
    }
  }
}
