package dev.clientele.method.classification;

import dev.clientele.config.WarmFedConfig;
import dev.clientele.config.WarmFedConfig.Personalisation;
import dev.clientele.data.ClientData;
import dev.clientele.data.Federation;
import dev.clientele.data.Images;
import dev.clientele.diffusion.Workspace;
import dev.clientele.method.Folded;
import dev.clientele.method.ServerEffort;
import dev.clientele.method.ServerState;
import dev.clientele.method.ServerStep;
import dev.clientele.method.Visit;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.WeightedMean;
import dev.clientele.tensor.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * WarmFed, as we read its abstract; the details are ours. Warm start: a visit before the server's
 * first step trains adapters beside a frozen diffusion model, and the classifier; both are sent
 * with the class counts. Globalisation: the server draws images with every client's adapters,
 * trains every client's classifier further on all of them, and then the mean of the classifiers.
 * Later rounds are ordinary ones, after which the mean is trained on the same images.
 * Personalisation: every client trains the finished model on its own images, distilling from its
 * last classifier.
 */
final class WarmFed extends DrawingMethod {
  private final LastModel last;
  private final Layout uplink;

  /**
   * WarmFed.
   *
   * @param key names the server's random streams
   */
  WarmFed(
      ClassifierTask task,
      double serverRate,
      Generator generator,
      WarmFedConfig config,
      RandomKey key) {
    super("warmfed", task, serverRate, generator, config, key);
    this.last = new LastModel(task.layout());
    this.uplink = Weights.zeros(task.layout()).and(Weights.zeros(warmStart.layout())).layout();
  }

  @Override
  public Layout uplink() {
    return uplink;
  }

  /** Adapters and class counts go up once; afterwards there is nothing in their place. */
  @Override
  public long uplinkBytes(RandomKey visit, int version) {
    return (long) Float.BYTES * (version == 0 ? uplink : task.layout()).size();
  }

  @Override
  public Layout personal() {
    return last.nothing().layout();
  }

  @Override
  public Weights newcomer() {
    return last.nothing();
  }

  @Override
  public long images(Federation federation, int client, int version) {
    return images() + (version == 0 ? warmStart.images() : 0);
  }

  @Override
  public Visit train(
      Weights received, Weights own, ClientData data, RandomKey streams, Workspace workspace) {
    Weights model = population(received);
    Weights warm =
        hasStarted(received)
            ? Weights.zeros(warmStart.layout())
            : warmStart.run(data, streams.child("warm start"), workspace);
    ClassifierTrainer trainer = task.trainer(workspace, ClassifierPart.EVERYTHING);
    trainer.network().load(model);
    int steps = task.visit().localSteps();
    double loss = task.train(trainer, data.train(), steps, BatchLoss.CROSS_ENTROPY, streams);
    Weights trained = trainer.network().weights(task.layout());
    long worked = images() + (hasStarted(received) ? 0 : warmStart.images());
    Weights update = trained.plus(-1, model).and(warm);
    return new Visit(update, last.keep(trained), data.train().count(), worked, loss);
  }

  @Override
  public ServerState apply(ServerState state, Weights meanUpdate) {
    return next(state, started(moved(state, meanUpdate)), state.memory());
  }

  private Weights moved(ServerState state, Weights update) {
    return population(state.shared()).plus(serverRate, update.project(task.layout()));
  }

  @Override
  public ServerStep close(ServerState state, Folded round) {
    if (hasStarted(state.shared())) {
      Images synthetic = new Synthetic(state.memory()).all();
      return finish(state, moved(state, round.mean()), synthetic, state.memory());
    }
    List<ServerStep.Job> drawing =
        new Synthesis(generator, config, key.child("synthetic")).jobs(round.updates());
    return new ServerStep.Work(
        drawing, results -> tuneEach(state, round, Synthesis.memory(results)));
  }

  /** Trains every client's classifier on everybody's synthetic images. */
  private ServerStep tuneEach(ServerState state, Folded round, Weights memory) {
    Images synthetic = new Synthetic(memory).all();
    List<ServerStep.Job> jobs = new ArrayList<>();
    for (Folded.Received received : round.updates()) {
      Weights classifier = moved(state, received.update());
      RandomKey streams = key.child("local tuning").child(received.client());
      int steps = config.localTuningSteps();
      jobs.add(workspace -> task.tuned(classifier, synthetic, steps, streams, workspace));
    }
    return new ServerStep.Work(
        jobs, tuned -> finish(state, mean(round.updates(), tuned), synthetic, memory));
  }

  private Weights mean(List<Folded.Received> updates, List<Weights> classifiers) {
    WeightedMean mean = new WeightedMean(task.layout());
    for (int i = 0; i < classifiers.size(); i++) {
      mean.add(classifiers.get(i), updates.get(i).samples());
    }
    return mean.mean();
  }

  /** Trains the mean classifier on the synthetic images: the round's model. */
  private ServerStep finish(ServerState state, Weights mean, Images synthetic, Weights memory) {
    RandomKey streams = key.child("tuning").child(state.round());
    ServerStep.Job job =
        workspace -> task.tuned(mean, synthetic, config.tuningSteps(), streams, workspace);
    return new ServerStep.Work(
        List.of(job),
        results -> new ServerStep.Done(next(state, started(results.getFirst()), memory)));
  }

  @Override
  public ServerEffort effort(ServerState state) {
    Synthetic synthetic = new Synthetic(state.memory());
    int clients = synthetic.clients().size();
    int steps = clients * config.localTuningSteps() + state.round() * config.tuningSteps();
    return new ServerEffort(task.images(steps), synthetic.count());
  }

  @Override
  public Weights personalised(
      Weights received, Weights own, ClientData data, RandomKey streams, Workspace workspace) {
    Weights model = population(received);
    if (config.personalisation() == Personalisation.NONE) {
      return model;
    }
    ClassifierTrainer trainer = task.trainer(workspace, ClassifierPart.EVERYTHING);
    trainer.network().load(model);
    int steps = task.config().personalSteps();
    task.train(trainer, data.train(), steps, loss(own, workspace), streams);
    return trainer.network().weights(task.layout());
  }

  private BatchLoss loss(Weights own, Workspace workspace) {
    if (config.personalisation() == Personalisation.FINE_TUNING || !last.has(own)) {
      return BatchLoss.CROSS_ENTROPY;
    }
    boolean dynamic = config.personalisation() == Personalisation.DYNAMIC;
    return task.distillation(last.of(own), dynamic, workspace);
  }
}
