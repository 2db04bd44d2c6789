package dev.clientele.method.classification;

import dev.clientele.config.MethodConfig;
import dev.clientele.config.WarmFedConfig;
import dev.clientele.data.ClientData;
import dev.clientele.data.Images;
import dev.clientele.diffusion.Trained;
import dev.clientele.diffusion.Trainer;
import dev.clientele.diffusion.Workspace;
import dev.clientele.method.LocalTraining;
import dev.clientele.network.Initializer;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.List;

/**
 * WarmFed's first stage at a client: low-rank adapters beside the frozen diffusion model, trained
 * on the client's images, and how many images of each class it has. Immutable.
 */
record WarmStart(Generator generator, WarmFedConfig config, MethodConfig visit) {
  static final String COUNTS = "class_counts";

  /** The class counts alone. */
  Layout countsLayout() {
    int classes = generator.federation().classes();
    return new Layout.Builder().add(COUNTS, List.of(classes)).build();
  }

  /** Class counts and adapters. */
  Layout layout() {
    return Weights.zeros(countsLayout()).and(Weights.zeros(generator.adapters())).layout();
  }

  /** What is sent: class counts, then A and B of every adapter. */
  Weights run(ClientData data, RandomKey key, Workspace workspace) {
    List<Object> question =
        List.of(
            "warm start",
            generator.lora(),
            config.adapterSteps(),
            config.adapterBatch(),
            config.adapterLearningRate(),
            config.adapterSchedule(),
            visit.conditionDropout(),
            visit.clipNorm(),
            data.id(),
            key);
    return generator.recall().get(question, Weights.class, () -> trained(data, key, workspace));
  }

  private Weights trained(ClientData data, RandomKey key, Workspace workspace) {
    Trainer trainer =
        workspace.trainer(generator.adapted(), config.adapterBatch(), Trained.ADAPTERS, true);
    trainer
        .denoiser()
        .network()
        .load(generator.base(), Initializer.weights(generator.adapters(), key.child("adapters")));
    new LocalTraining(
            config.adapterSteps(),
            visit.conditionDropout(),
            visit.clipNorm(),
            config.adapterSchedule())
        .run(trainer, data.train(), key, tensor -> config.adapterLearningRate());
    return counts(data.train()).and(trainer.denoiser().network().weights(generator.adapters()));
  }

  private Weights counts(Images images) {
    float[] counts = new float[generator.federation().classes()];
    for (int i = 0; i < images.count(); i++) {
      counts[images.label(i)]++;
    }
    return Weights.adopt(countsLayout(), counts);
  }

  /** Images that it works through. */
  long images() {
    return (long) config.adapterSteps() * config.adapterBatch();
  }
}
