package dev.clientele.method.classification;

import dev.clientele.config.ClassificationConfig;
import dev.clientele.config.ClienteleConfig;
import dev.clientele.config.MethodConfig;
import dev.clientele.data.Augmentation;
import dev.clientele.data.Batches;
import dev.clientele.data.ImageShape;
import dev.clientele.data.Images;
import dev.clientele.diffusion.Workspace;
import dev.clientele.network.Classifier;
import dev.clientele.network.ImageClassifierSpec;
import dev.clientele.network.ResidualClassifierSpec;
import dev.clientele.network.SelfDistillation;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import dev.clientele.tensor.Weights;

/**
 * What is trained and how: the same for every method. Immutable.
 *
 * @param spec the classifier
 * @param layout all of its tensors
 * @param shape the images'
 */
public record ClassifierTask(
    ImageClassifierSpec spec,
    Layout layout,
    ImageShape shape,
    MethodConfig visit,
    ClassificationConfig config) {
  private record TrainerKey(
      ImageClassifierSpec spec, int batch, ClassifierPart part, boolean adam) {}

  private record ClassifierKey(ImageClassifierSpec spec, int batch) {}

  /** The task that a configuration describes, for images of that shape. */
  public static ClassifierTask of(ClienteleConfig config, ImageShape shape, int classes) {
    ClassificationConfig c = config.classification();
    ImageClassifierSpec spec =
        new ResidualClassifierSpec(
            shape.height(),
            shape.width(),
            shape.channels(),
            c.widths(),
            c.blocks(),
            c.groups(),
            classes);
    return new ClassifierTask(spec, spec.layout(), shape, config.method(), c);
  }

  /** The tensors of one part. */
  Layout tensors(ClassifierPart part) {
    return layout.filter(name -> part.has(spec, name));
  }

  /** A worker's network for training that part; load it before use. */
  ClassifierTrainer trainer(Workspace workspace, ClassifierPart part) {
    boolean adam = visit.optimizer() == MethodConfig.Optimizer.ADAM;
    return workspace.resource(
        new TrainerKey(spec, visit.batch(), part, adam),
        kernels ->
            new ClassifierTrainer(
                spec.prepare(kernels, visit.batch(), name -> part.has(spec, name)), adam));
  }

  /** A worker's network for measuring and teaching; load it before use. */
  Classifier classifier(Workspace workspace) {
    return workspace.resource(
        new ClassifierKey(spec, visit.batch()),
        kernels -> spec.prepare(kernels, visit.batch(), name -> false));
  }

  /**
   * Trains what the trainer's network holds.
   *
   * @param pull runs after every backward pass and may add to the gradients
   * @return the mean loss over all steps; NaN of none
   */
  double train(
      ClassifierTrainer trainer,
      Images images,
      int steps,
      BatchLoss loss,
      Runnable pull,
      RandomKey key) {
    Batches batches = new Batches(images, visit.batch(), key.child("batches").stream());
    RandomStream random = key.child("augmentation").stream();
    Augmentation augmentation = new Augmentation(config.shift(), config.flip());
    float[] pixels = new float[visit.batch() * shape.size()];
    int[] labels = new int[visit.batch()];
    double sum = 0;
    trainer.optimizer().begin(tensor -> visit.learningRate());
    for (int step = 0; step < steps; step++) {
      batches.next(pixels, labels);
      augmentation.apply(pixels, shape, random);
      sum += trainer.classifier().lossAndGradients(pixels, loss.of(pixels, labels));
      pull.run();
      trainer.network().clipGradients(visit.clipNorm());
      trainer.optimizer().step();
    }
    return steps == 0 ? Double.NaN : sum / steps;
  }

  /** The same without a pull. */
  double train(ClassifierTrainer trainer, Images images, int steps, BatchLoss loss, RandomKey key) {
    return train(trainer, images, steps, loss, () -> {}, key);
  }

  /** What that many steps of plain training on the images make of a classifier. */
  Weights tuned(Weights from, Images images, int steps, RandomKey key, Workspace workspace) {
    ClassifierTrainer trainer = trainer(workspace, ClassifierPart.EVERYTHING);
    trainer.network().load(from);
    train(trainer, images, steps, BatchLoss.CROSS_ENTROPY, key);
    return trainer.network().weights(layout);
  }

  /** Distillation from a teacher, which sees the same batches. */
  BatchLoss distillation(Weights teacher, boolean dynamic, Workspace workspace) {
    Classifier scores = classifier(workspace);
    scores.network().load(teacher);
    double weight = config.distillationWeight();
    double temperature = config.temperature();
    return (pixels, labels) ->
        new SelfDistillation(labels, scores.logits(pixels), weight, temperature, dynamic);
  }

  /** Images that so many steps work through. */
  long images(int steps) {
    return (long) steps * visit.batch();
  }
}
