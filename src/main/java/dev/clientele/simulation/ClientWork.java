package dev.clientele.simulation;

import dev.clientele.data.ClientData;
import dev.clientele.data.Federation;
import dev.clientele.diffusion.Workspace;
import dev.clientele.method.Adaptation;
import dev.clientele.method.Evaluation;
import dev.clientele.method.Forgetting;
import dev.clientele.method.Method;
import dev.clientele.method.Population;
import dev.clientele.method.Score;
import dev.clientele.method.Visit;
import dev.clientele.simulation.fault.Corruption;
import dev.clientele.simulation.fault.FaultPlan;
import dev.clientele.simulation.fault.Harm;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;

/**
 * What a client computes, on a worker's thread: the method's functions with the streams that belong
 * to this client. A diverged or misshapen result is an error of the client, so that it cannot reach
 * the shared model; what the fault plan does to an update comes after that.
 *
 * @param key the run's
 */
record ClientWork(
    Federation federation, Method method, Evaluation evaluation, FaultPlan faults, RandomKey key) {
  /** A version that no server has sent. */
  private static final int UNKNOWN = -1;

  /** Names a visit's random streams. */
  static RandomKey visit(RandomKey key, long turn, int client) {
    return key.child("visit").child(turn).child(client);
  }

  Worked train(int client, Order order, Weights shared, Weights personal, Workspace workspace) {
    RandomKey mine = visit(key, order.turn(), client);
    ClientData data = Harm.data(order.damage(), federation.client(client), federation.classes());
    Visit visit = method.train(shared, personal, data, mine, workspace);
    require("update", visit.update(), method.uplink());
    require("private tensors", visit.personal(), method.personal());
    Weights sent = Harm.update(order.damage(), visit.update(), faults, mine.child("harm"));
    boolean mislabelled = order.damage().corruption() == Corruption.UNKNOWN_VERSION;
    Update update =
        new Update(
            mislabelled ? UNKNOWN : order.version(),
            new Change.Here(sent),
            visit.samples(),
            visit.images(),
            visit.loss());
    return new Worked(update, visit.personal());
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
            method.personalised(
                shared,
                personal,
                federation.client(client),
                key.child("personalise").child(client),
                workspace),
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

  /**
   * Numbers of the most that a node sends or is sent at once: a model, a client's private tensors,
   * or a sum of updates in double precision.
   */
  int largestTransfer() {
    long sum = 2L * Math.max(method.shared().size(), method.uplink().size());
    long other = Math.max(method.personal().size(), method.adapted().size());
    return Math.clamp(Math.max(sum, other), 2, Integer.MAX_VALUE);
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
