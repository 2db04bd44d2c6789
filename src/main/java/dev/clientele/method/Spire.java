package dev.clientele.method;

import dev.clientele.config.MethodConfig;
import dev.clientele.data.ClientData;
import dev.clientele.data.Federation;
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
 *
 * <p>Where embeddings start at the mean, the clients share their embeddings' mean with the server
 * and keep the difference from it to themselves: zero, for a newcomer.
 */
public final class Spire extends NetworkMethod {
  /** The shared mean of the embeddings, where embeddings start at it. */
  static final String MEAN = "mean_class_embedding.weight";

  private final Layout backbone;
  private final Layout personal;
  private final Layout mean;

  /**
   * SPIRE over a network.
   *
   * @param network its number of client rows does not matter
   * @param pretrained where to start from; null for random weights
   */
  public Spire(DenoiserSpec network, Weights pretrained, Training training) {
    super(network.withClients(1), pretrained, training);
    this.backbone = all.filter(tensor -> !isPersonal(tensor));
    this.personal = all.filter(Spire::isPersonal);
    Layout.Builder builder = new Layout.Builder();
    if (visit().embeddingStart() == MethodConfig.EmbeddingStart.MEAN) {
      personal.entries().forEach(e -> builder.add(MEAN, e.shape()));
    }
    this.mean = builder.build();
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
    return mean.size() == 0 ? backbone : Weights.zeros(backbone).and(Weights.zeros(mean)).layout();
  }

  @Override
  public Layout personal() {
    return personal;
  }

  @Override
  public ServerState start(RandomKey key) {
    ServerState state = start(backbone, key);
    Weights shared = state.shared().and(Weights.zeros(mean));
    return mean.size() == 0 ? state : new ServerState(0, shared, shared, state.memory());
  }

  @Override
  public Weights newcomer() {
    return Weights.zeros(personal);
  }

  @Override
  public Visit train(
      Weights shared, Weights own, ClientData data, RandomKey key, Workspace workspace) {
    Weights body = shared.project(backbone);
    Weights embedding = embedding(shared, own);
    long images = images();
    if (visit().update() == MethodConfig.Update.ALTERNATING) {
      LocalTraining first = new LocalTraining(visit().embeddingSteps(), 0, visit().clipNorm());
      Trainer frozen = trainer(workspace, visit().batch(), Trained.CLIENT_EMBEDDING);
      frozen.denoiser().network().load(body, embedding);
      RandomKey phase = key.child("embedding");
      first.run(frozen, data.train(), phase, tensor -> visit().embeddingLearningRate());
      embedding = frozen.denoiser().network().weights(personal);
      images += (long) visit().embeddingSteps() * visit().batch();
    }
    boolean joint = visit().update() == MethodConfig.Update.JOINT;
    Trainer trainer =
        trainer(workspace, visit().batch(), joint ? Trained.EVERYTHING : Trained.BACKBONE);
    trainer.denoiser().network().load(body, embedding);
    double loss = local().run(trainer, data.train(), key, this::rate);
    Weights change = trainer.denoiser().network().changeSince(body);
    Weights offset = offset(shared, trainer.denoiser().network().weights(personal));
    Weights update = mean.size() == 0 ? change : change.and(renamed(offset, mean));
    return new Visit(update, offset, data.train().count(), images, loss);
  }

  @Override
  public long images(Federation federation, int client) {
    boolean alternating = visit().update() == MethodConfig.Update.ALTERNATING;
    return images() + (alternating ? (long) visit().embeddingSteps() * visit().batch() : 0);
  }

  private double rate(String tensor) {
    return isPersonal(tensor) ? visit().embeddingLearningRate() : visit().learningRate();
  }

  /** A client's embedding, from what it keeps. */
  private Weights embedding(Weights shared, Weights own) {
    return mean.size() == 0 ? own : own.plus(1, renamed(shared.project(mean), personal));
  }

  /** What a client keeps of its embedding. */
  private Weights offset(Weights shared, Weights embedding) {
    return mean.size() == 0
        ? embedding
        : embedding.plus(-1, renamed(shared.project(mean), personal));
  }

  private static Weights renamed(Weights weights, Layout to) {
    return Weights.adopt(to, weights.toArray());
  }

  @Override
  public Weights model(Weights shared, Weights own) {
    return shared.project(backbone).and(embedding(shared, own));
  }

  /** An embedding of zeros adds nothing to the time embedding: the dropped condition. */
  @Override
  public Weights population(Weights shared) {
    return shared.project(backbone).and(Weights.zeros(personal));
  }

  @Override
  public Adaptation adapt(Weights shared, ClientData data, RandomKey key, Workspace workspace) {
    Trainer trainer = trainer(workspace, training.adaptation().batch(), Trained.CLIENT_EMBEDDING);
    trainer.denoiser().network().load(model(shared, newcomer()));
    double loss = adapt(trainer, data.train(), key, tensor -> training.adaptation().learningRate());
    return new Adaptation(
        offset(shared, trainer.denoiser().network().weights(personal)),
        personal.size(),
        adaptationImages(),
        loss);
  }
}
