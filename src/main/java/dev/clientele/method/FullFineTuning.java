package dev.clientele.method;

import dev.clientele.data.ClientData;
import dev.clientele.diffusion.Trained;
import dev.clientele.diffusion.Trainer;
import dev.clientele.diffusion.Workspace;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;

/**
 * Another method whose unseen clients adapt by training all weights of the finished model, and keep
 * them.
 */
public final class FullFineTuning extends ForwardingMethod {
  private final DenoiserSpec spec;
  private final Layout all;
  private final Training training;
  private final LocalTraining steps;

  /**
   * Another method with this adaptation.
   *
   * @param network as the method's clients see it
   */
  public FullFineTuning(Method method, DenoiserSpec network, Training training) {
    super(method);
    this.spec = network;
    this.all = network.layout();
    this.training = training;
    this.steps = new LocalTraining(training.adaptation().steps(), 0, training.visit().clipNorm());
  }

  @Override
  public String name() {
    return super.name() + " + full fine-tuning";
  }

  @Override
  public Layout adapted() {
    return all;
  }

  @Override
  public Weights model(Weights shared, Weights own) {
    return own.layout().equals(all) ? own : super.model(shared, own);
  }

  @Override
  public Weights personalised(
      Weights shared, Weights own, ClientData data, RandomKey key, Workspace workspace) {
    return own.layout().equals(all)
        ? model(shared, own)
        : super.personalised(shared, own, data, key, workspace);
  }

  @Override
  public Adaptation adapt(Weights shared, ClientData data, RandomKey key, Workspace workspace) {
    Trainer trainer =
        workspace.trainer(
            spec,
            training.adaptation().batch(),
            Trained.EVERYTHING,
            training.visit().optimizer() == dev.clientele.config.MethodConfig.Optimizer.ADAM);
    trainer.denoiser().network().load(population(shared));
    double[] losses =
        steps.losses(
            trainer,
            data.train().first(training.adaptation().samples()),
            key,
            tensor -> training.adaptation().learningRate());
    return new Adaptation(
        trainer.denoiser().network().weights(all),
        all.size(),
        (long) training.adaptation().steps() * training.adaptation().batch(),
        LocalTraining.atTheEnd(losses));
  }
}
