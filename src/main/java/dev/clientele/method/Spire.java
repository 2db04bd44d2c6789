package dev.clientele.method;

import dev.clientele.config.AdaptationConfig;
import dev.clientele.config.MethodConfig;
import dev.clientele.data.ClientData;
import dev.clientele.diffusion.Trained;
import dev.clientele.diffusion.Trainer;
import dev.clientele.diffusion.Workspace;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;

/**
 * SPIRE: a shared backbone and a private embedding for each client, which is added to the time
 * embedding. A visit trains both; only the backbone's change leaves the client. A client that took
 * no part learns its embedding alone, under a frozen backbone.
 */
public final class Spire implements Method {
  private final DenoiserSpec spec;
  private final MethodConfig training;
  private final AdaptationConfig adaptation;
  private final Weights initial;
  private final Layout backbone;
  private final Layout personal;

  /**
   * SPIRE over a network.
   *
   * @param network its number of client rows does not matter
   * @param pretrained where to start from; null for random weights
   */
  public Spire(
      DenoiserSpec network,
      Weights pretrained,
      MethodConfig training,
      AdaptationConfig adaptation) {
    this.spec = network.withClients(1);
    this.training = training;
    this.adaptation = adaptation;
    Layout all = spec.layout();
    this.backbone = all.filter(tensor -> !isPersonal(tensor));
    this.personal = all.filter(Spire::isPersonal);
    this.initial = pretrained;
  }

  private static boolean isPersonal(String tensor) {
    return tensor.equals(DenoiserSpec.CLIENT_EMBEDDING);
  }

  @Override
  public String name() {
    return "spire";
  }

  @Override
  public Layout shared() {
    return backbone;
  }

  @Override
  public Layout personal() {
    return personal;
  }

  @Override
  public ServerState start(RandomKey key) {
    return ServerState.start(shared(), initial, key);
  }

  @Override
  public Weights newcomer() {
    return Weights.zeros(personal);
  }

  @Override
  public Visit train(
      Weights shared, Weights own, ClientData data, RandomKey key, Workspace workspace) {
    Weights embedding = own;
    long images = 0;
    if (training.update() == MethodConfig.Update.ALTERNATING) {
      LocalTraining first = new LocalTraining(training.embeddingSteps(), 0, training.clipNorm());
      Trainer frozen = trainer(workspace, training.batch(), Trained.CLIENT_EMBEDDING);
      frozen.denoiser().network().load(shared, embedding);
      RandomKey phase = key.child("embedding");
      first.run(frozen, data.train(), phase, tensor -> training.embeddingLearningRate());
      embedding = frozen.denoiser().network().weights(personal);
      images += (long) training.embeddingSteps() * training.batch();
    }
    boolean joint = training.update() == MethodConfig.Update.JOINT;
    Trainer trainer =
        trainer(workspace, training.batch(), joint ? Trained.EVERYTHING : Trained.BACKBONE);
    trainer.denoiser().network().load(shared, embedding);
    LocalTraining local =
        new LocalTraining(training.localSteps(), training.conditionDropout(), training.clipNorm());
    double loss = local.run(trainer, data.train(), key, this::rate);
    images += (long) training.localSteps() * training.batch();
    return new Visit(
        trainer.denoiser().network().changeSince(shared),
        trainer.denoiser().network().weights(personal),
        data.train().count(),
        images,
        loss);
  }

  private double rate(String tensor) {
    return isPersonal(tensor) ? training.embeddingLearningRate() : training.learningRate();
  }

  private Trainer trainer(Workspace workspace, int batch, Trained trained) {
    return workspace.trainer(
        spec, batch, trained, training.optimizer() == MethodConfig.Optimizer.ADAM);
  }

  @Override
  public ServerState apply(ServerState state, Weights meanUpdate) {
    return state.next(meanUpdate, training.averageDecay());
  }

  @Override
  public Weights model(Weights shared, Weights own) {
    return shared.and(own);
  }

  /** An embedding of zeros adds nothing to the time embedding: the dropped condition. */
  @Override
  public Weights population(Weights shared) {
    return shared.and(Weights.zeros(personal));
  }

  @Override
  public Adaptation adapt(Weights shared, ClientData data, RandomKey key, Workspace workspace) {
    Trainer trainer = trainer(workspace, adaptation.batch(), Trained.CLIENT_EMBEDDING);
    trainer.denoiser().network().load(shared, newcomer());
    LocalTraining local = new LocalTraining(adaptation.steps(), 0, training.clipNorm());
    double[] losses =
        local.losses(
            trainer,
            data.train().first(adaptation.samples()),
            key,
            tensor -> adaptation.learningRate());
    return new Adaptation(
        trainer.denoiser().network().weights(personal),
        personal.size(),
        (long) adaptation.steps() * adaptation.batch(),
        LocalTraining.mean(losses, Math.max(0, losses.length - Math.max(1, losses.length / 10))));
  }
}
