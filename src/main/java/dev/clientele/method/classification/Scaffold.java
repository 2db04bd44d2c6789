package dev.clientele.method.classification;

import dev.clientele.data.ClientData;
import dev.clientele.diffusion.Workspace;
import dev.clientele.method.ServerState;
import dev.clientele.method.Visit;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;

/**
 * SCAFFOLD (Karimireddy et al. 2020, algorithm 1, option II): a client's gradients are corrected by
 * {@code c - c_i}, the server's and the client's estimate of the gradient, and {@code c_i} becomes
 * {@code c_i - c + (x - y) / (steps * rate)}. Visits bring c down and its change up, so they take
 * twice the bytes. Where the paper averages clients equally, every method here weighs them by their
 * images.
 */
final class Scaffold extends ClassifierMethod {
  private static final String CONTROL = "control.";

  private final Layout control;
  private final Layout both;
  private final double share;

  /**
   * SCAFFOLD.
   *
   * @param share of all clients that a round calls
   */
  Scaffold(ClassifierTask task, double serverRate, double share) {
    super("scaffold", task, serverRate);
    this.control = renamed(task.layout());
    this.both = Weights.zeros(task.layout()).and(Weights.zeros(control)).layout();
    this.share = share;
  }

  private static Layout renamed(Layout layout) {
    Layout.Builder builder = new Layout.Builder();
    layout.entries().forEach(e -> builder.add(CONTROL + e.name(), e.shape()));
    return builder.build();
  }

  private Weights asControl(Weights w) {
    return Weights.adopt(control, w.toArray());
  }

  private Weights asModel(Weights w) {
    return Weights.adopt(task.layout(), w.project(control).toArray());
  }

  @Override
  public Layout shared() {
    return both;
  }

  @Override
  public Layout personal() {
    return control;
  }

  @Override
  public Weights newcomer() {
    return Weights.zeros(control);
  }

  @Override
  public ServerState start(RandomKey key) {
    Weights model = super.start(key).shared().project(task.layout());
    Weights first = model.and(Weights.zeros(control));
    return new ServerState(0, first, first, ServerState.nothing());
  }

  @Override
  public Visit train(
      Weights shared, Weights own, ClientData data, RandomKey key, Workspace workspace) {
    Weights received = population(shared);
    Weights correction = asModel(shared).plus(-1, asModel(own));
    ClassifierTrainer trainer = task.trainer(workspace, ClassifierPart.EVERYTHING);
    trainer.network().load(correction);
    trainer.pull().anchor();
    trainer.network().load(received);
    int steps = task.visit().localSteps();
    double loss =
        task.train(
            trainer,
            data.train(),
            steps,
            BatchLoss.CROSS_ENTROPY,
            () -> trainer.pull().addAnchorTo(1),
            key);
    Weights change = trainer.network().changeSince(received);
    double factor = -1 / (steps * task.visit().learningRate());
    Weights changeOfControl =
        asControl(Weights.zeros(task.layout()).plus(-1, asModel(shared)).plus(factor, change));
    Weights update = change.and(changeOfControl);
    Weights kept = own.plus(1, changeOfControl);
    return new Visit(update, kept, data.train().count(), images(), loss);
  }

  @Override
  public ServerState apply(ServerState state, Weights meanUpdate) {
    Weights before = state.shared();
    Weights model = population(before).plus(serverRate, meanUpdate.project(task.layout()));
    Weights estimate = before.project(control).plus(share, meanUpdate.project(control));
    return next(state, model.and(estimate), state.memory());
  }
}
