package dev.clientele.method;

import dev.clientele.data.ClientData;
import dev.clientele.data.Federation;
import dev.clientele.diffusion.Trained;
import dev.clientele.diffusion.Trainer;
import dev.clientele.diffusion.Workspace;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.network.ProximalPull;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.List;

/**
 * Ditto (Li et al. 2021): federated averaging, and for every client a personal model of its own
 * that is trained with a pull {@code mu/2 |v - w|^2} towards the shared weights. It begins at the
 * shared weights of the client's first visit. A visit makes as many steps on either.
 */
public final class Ditto extends NetworkMethod {
  private static final Layout VISITED =
      new Layout.Builder().add("ditto.visited", List.of(1)).build();

  private final FedAvg average;
  private final Layout personal;

  /**
   * Ditto over a network.
   *
   * @param pretrained where to start from; null for random weights
   */
  public Ditto(DenoiserSpec network, Weights pretrained, Training training) {
    super(network.withClients(0), pretrained, training);
    this.average = new FedAvg(network, pretrained, training);
    this.personal = newcomer().layout();
  }

  @Override
  public String name() {
    return "ditto";
  }

  @Override
  public Layout shared() {
    return all;
  }

  @Override
  public Layout personal() {
    return personal;
  }

  @Override
  public Weights newcomer() {
    return Weights.zeros(all).and(Weights.zeros(VISITED));
  }

  private static boolean hasVisited(Weights own) {
    return own.tensor("ditto.visited")[0] > 0;
  }

  @Override
  public Visit train(
      Weights shared, Weights own, ClientData data, RandomKey key, Workspace workspace) {
    Visit common = average.train(shared, average.newcomer(), data, key, workspace);
    Trainer trainer = trainer(workspace, visit().batch(), Trained.EVERYTHING);
    Runnable pull = load(trainer, shared, model(shared, own), workspace);
    local()
        .pulled(pull)
        .run(trainer, data.train(), key.child("personal"), tensor -> visit().learningRate());
    return new Visit(
        common.update(), keep(trainer), common.samples(), 2 * common.images(), common.loss());
  }

  @Override
  public long images(Federation federation, int client) {
    return 2 * images();
  }

  /** Loads a model; the result pulls it towards the shared weights. */
  private Runnable load(Trainer trainer, Weights shared, Weights start, Workspace workspace) {
    ProximalPull pull = workspace.pull(trainer);
    trainer.denoiser().network().load(shared);
    pull.anchor();
    trainer.denoiser().network().load(start);
    return () -> pull.addTo(visit().proximal());
  }

  private Weights keep(Trainer trainer) {
    return trainer.denoiser().network().weights(all).and(Weights.adopt(VISITED, new float[] {1}));
  }

  @Override
  public Weights model(Weights shared, Weights own) {
    return hasVisited(own) ? own.project(all) : shared;
  }

  @Override
  public Weights population(Weights shared) {
    return shared;
  }

  @Override
  public Adaptation adapt(Weights shared, ClientData data, RandomKey key, Workspace workspace) {
    Trainer trainer = trainer(workspace, training.adaptation().batch(), Trained.EVERYTHING);
    Runnable pull = load(trainer, shared, shared, workspace);
    double[] losses =
        adaptation()
            .pulled(pull)
            .losses(
                trainer,
                data.train().first(training.adaptation().samples()),
                key,
                tensor -> training.adaptation().learningRate());
    return new Adaptation(
        keep(trainer), all.size(), adaptationImages(), LocalTraining.atTheEnd(losses));
  }
}
