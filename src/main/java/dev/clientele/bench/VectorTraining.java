package dev.clientele.bench;

import dev.clientele.data.Batches;
import dev.clientele.data.ClientData;
import dev.clientele.data.Federation;
import dev.clientele.diffusion.Workspace;
import dev.clientele.kernel.DryKernels;
import dev.clientele.kernel.Kernels;
import dev.clientele.method.Adaptation;
import dev.clientele.method.Method;
import dev.clientele.method.ServerState;
import dev.clientele.method.Visit;
import dev.clientele.network.Classifier;
import dev.clientele.network.CrossEntropy;
import dev.clientele.network.Initializer;
import dev.clientele.network.MlpClassifierSpec;
import dev.clientele.network.Sgd;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;

/**
 * Federated averaging of a small classifier of vectors: a visit is a few steps of plain gradient
 * descent.
 */
final class VectorTraining implements Method {
  private static final Layout NOTHING = new Layout.Builder().build();

  private final MlpClassifierSpec spec;
  private final int steps;
  private final int batch;
  private final double rate;
  private final Layout all;

  private static final class Trainer {
    final Classifier classifier;
    final Sgd optimizer;
    final float[] vectors;
    final int[] labels;
    final CrossEntropy loss;

    Trainer(MlpClassifierSpec spec, int batch, Kernels kernels) {
      classifier = spec.prepare(kernels, batch, true);
      optimizer = new Sgd(classifier.network());
      vectors = new float[batch * spec.inputs()];
      labels = new int[batch];
      loss = CrossEntropy.quick(labels);
    }

    double step() {
      double mean = classifier.lossAndGradients(vectors, loss);
      optimizer.step();
      return mean;
    }
  }

  private record TrainerKey(MlpClassifierSpec spec, int batch) {}

  @Override
  public long images(Federation federation, int client) {
    return (long) steps * batch;
  }

  VectorTraining(MlpClassifierSpec spec, int steps, int batch, double rate) {
    this.spec = spec;
    this.steps = steps;
    this.batch = batch;
    this.rate = rate;
    try (DryKernels dry = new DryKernels()) {
      this.all = spec.prepare(dry, batch, true).network().layout();
    }
  }

  @Override
  public String name() {
    return "fedavg";
  }

  @Override
  public Layout shared() {
    return all;
  }

  @Override
  public Layout personal() {
    return NOTHING;
  }

  @Override
  public ServerState start(RandomKey key) {
    Weights start = Initializer.weights(all, key);
    return new ServerState(0, start, start, ServerState.nothing());
  }

  @Override
  public Weights newcomer() {
    return Weights.zeros(NOTHING);
  }

  @Override
  public Visit train(
      Weights shared, Weights personal, ClientData data, RandomKey key, Workspace workspace) {
    Trainer trainer = trainer(shared, workspace);
    Batches batches = new Batches(data.train(), batch, key.stream());
    double loss = 0;
    for (int step = 0; step < steps; step++) {
      batches.next(trainer.vectors, trainer.labels);
      loss += trainer.step();
    }
    return new Visit(
        trainer.classifier.network().changeSince(shared),
        personal,
        data.train().count(),
        (long) steps * batch,
        loss / steps);
  }

  private Trainer trainer(Weights from, Workspace workspace) {
    Trainer trainer =
        workspace.resource(
            new TrainerKey(spec, batch), kernels -> new Trainer(spec, batch, kernels));
    trainer.classifier.network().load(from);
    trainer.optimizer.begin(tensor -> rate);
    return trainer;
  }

  /** The losses of a visit's steps on one batch. */
  double[] losses(Weights from, float[] vectors, int[] labels, Workspace workspace) {
    Trainer trainer = trainer(from, workspace);
    double[] losses = new double[steps];
    for (int step = 0; step < steps; step++) {
      System.arraycopy(vectors, 0, trainer.vectors, 0, trainer.vectors.length);
      System.arraycopy(labels, 0, trainer.labels, 0, batch);
      losses[step] = trainer.step();
    }
    return losses;
  }

  @Override
  public ServerState apply(ServerState state, Weights meanUpdate) {
    Weights moved = state.shared().plus(1, meanUpdate);
    return new ServerState(state.round() + 1, moved, moved, state.memory());
  }

  @Override
  public Adaptation adapt(Weights shared, ClientData data, RandomKey key, Workspace workspace) {
    return new Adaptation(newcomer(), 0, 0, Double.NaN);
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
