package dev.clientele.method;

import dev.clientele.config.MethodConfig;
import dev.clientele.data.ClientData;
import dev.clientele.diffusion.Trained;
import dev.clientele.diffusion.Trainer;
import dev.clientele.diffusion.Workspace;
import dev.clientele.network.AdaptedSpec;
import dev.clientele.network.Adapters;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.network.Initializer;
import dev.clientele.network.Lora;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;

/**
 * Another method whose unseen clients adapt by training low-rank adapters beside the finished
 * model's frozen layers, and keep the adapters alone.
 */
public final class LoraFineTuning extends ForwardingMethod {
  private final AdaptedSpec spec;
  private final Lora lora;
  private final Layout adapters;
  private final Training training;
  private final LocalTraining steps;

  /**
   * Another method with this adaptation.
   *
   * @param network as the method's clients see it
   */
  public LoraFineTuning(Method method, DenoiserSpec network, Lora lora, Training training) {
    super(method);
    this.spec = new AdaptedSpec(network, lora);
    this.lora = lora;
    this.adapters = spec.layout().filter(Lora::isAdapter);
    this.training = training;
    this.steps = new LocalTraining(training.adaptation().steps(), 0, training.visit().clipNorm());
    if (adapters.size() == 0) {
      throw new IllegalArgumentException(
          "expected layers that have adapters but " + lora + " fits none");
    }
  }

  @Override
  public String name() {
    return super.name() + " + LoRA fine-tuning";
  }

  @Override
  public Layout adapted() {
    return adapters;
  }

  @Override
  public Weights model(Weights shared, Weights own) {
    return own.layout().equals(adapters)
        ? Adapters.merge(population(shared), own, lora)
        : super.model(shared, own);
  }

  @Override
  public Weights personalised(
      Weights shared, Weights own, ClientData data, RandomKey key, Workspace workspace) {
    return own.layout().equals(adapters)
        ? model(shared, own)
        : super.personalised(shared, own, data, key, workspace);
  }

  @Override
  public Adaptation adapt(Weights shared, ClientData data, RandomKey key, Workspace workspace) {
    Trainer trainer =
        workspace.trainer(
            spec,
            training.adaptation().batch(),
            Trained.ADAPTERS,
            training.visit().optimizer() == MethodConfig.Optimizer.ADAM);
    trainer
        .denoiser()
        .network()
        .load(population(shared), Initializer.weights(adapters, key.child("adapters")));
    double[] losses =
        steps.losses(
            trainer,
            data.train().first(training.adaptation().samples()),
            key,
            tensor -> training.adaptation().learningRate());
    return new Adaptation(
        trainer.denoiser().network().weights(adapters),
        adapters.size(),
        (long) training.adaptation().steps() * training.adaptation().batch(),
        LocalTraining.atTheEnd(losses));
  }
}
