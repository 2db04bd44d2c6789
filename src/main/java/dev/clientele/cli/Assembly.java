package dev.clientele.cli;

import com.typesafe.config.Config;
import dev.clientele.config.ClienteleConfig;
import dev.clientele.config.DiffusionConfig;
import dev.clientele.config.LoadedConfig;
import dev.clientele.config.MethodConfig;
import dev.clientele.config.NetworkConfig;
import dev.clientele.config.OnnxConfig;
import dev.clientele.data.Federation;
import dev.clientele.data.FederationFactory;
import dev.clientele.data.ImageShape;
import dev.clientele.data.MixtureFederation;
import dev.clientele.data.PooledFederation;
import dev.clientele.diffusion.NoiseSchedule;
import dev.clientele.diffusion.Prediction;
import dev.clientele.diffusion.Sampler;
import dev.clientele.diffusion.Workspace;
import dev.clientele.kernel.Kernels;
import dev.clientele.kernel.ObservedKernels;
import dev.clientele.kernel.StepObserver;
import dev.clientele.kernel.cpu.CpuKernels;
import dev.clientele.method.CompressedUpdates;
import dev.clientele.method.DiffusionEvaluation;
import dev.clientele.method.Evaluation;
import dev.clientele.method.Memo;
import dev.clientele.method.Method;
import dev.clientele.method.MethodFactory;
import dev.clientele.method.Training;
import dev.clientele.method.classification.ClassificationEvaluation;
import dev.clientele.method.classification.ClassificationFactory;
import dev.clientele.method.classification.ClassifierTask;
import dev.clientele.method.classification.Generator;
import dev.clientele.method.classification.Recall;
import dev.clientele.metric.FeatureExtractor;
import dev.clientele.metric.LeNetFeatures;
import dev.clientele.metric.Normalisation;
import dev.clientele.metric.OnnxFeatures;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.network.DiffusersFolder;
import dev.clientele.network.MlpSpec;
import dev.clientele.network.UNetSpec;
import dev.clientele.simulation.Plan;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import dev.clientele.theory.MixtureEvaluation;
import dev.clientele.theory.MixtureFindings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** What a configuration describes, put together: the one place that knows every part. */
final class Assembly {
  private final ClienteleConfig config;
  private final Config actorSettings;
  private final Federation federation;
  private final Optional<MixtureFederation> mixture;
  private final DenoiserSpec network;
  private final Weights pretrained;
  private final NoiseSchedule schedule;
  private final Memo memo;

  Assembly(LoadedConfig loaded) {
    this(loaded, new Memo(0));
  }

  /**
   * @param memo what other runs of this process have computed
   */
  Assembly(LoadedConfig loaded, Memo memo) {
    this.memo = memo;
    this.config = loaded.config();
    this.actorSettings = loaded.resolved();
    Federation apart = FederationFactory.create(config);
    this.mixture = apart instanceof MixtureFederation known ? Optional.of(known) : Optional.empty();
    this.federation =
        config.method().kind() == MethodConfig.Kind.CENTRALISED
            ? new PooledFederation(apart)
            : apart;
    this.schedule =
        switch (config.diffusion().schedule()) {
          case LINEAR -> NoiseSchedule.linear(config.diffusion().steps());
          case COSINE -> NoiseSchedule.cosine(config.diffusion().steps());
        };
    String folder = config.network().pretrained();
    try {
      if (folder.isEmpty()) {
        network = embedded(describe(federation));
        pretrained = null;
      } else {
        DiffusersFolder model = new DiffusersFolder(Path.of(folder));
        ImageShape shape = federation.shape();
        UNetSpec stored = model.readSpec(shape.height(), shape.width());
        if (stored.channels() != shape.channels()) {
          throw new CommandFailure(
              folder
                  + ": expected a model of "
                  + shape.channels()
                  + " channels but was "
                  + stored.channels());
        }
        int labels = config.network().labelConditioning() ? federation.classes() : 0;
        if (stored.labels() != labels) {
          throw new CommandFailure(
              folder
                  + ": expected a model of "
                  + labels
                  + " labels (network.label-conditioning) but was "
                  + stored.labels());
        }
        network = embedded(stored.withClients(0));
        pretrained = model.readWeights();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DenoiserSpec embedded(DenoiserSpec plain) {
    int numbers = config.method().embeddingWidth();
    return numbers == 0 ? plain : plain.withClientWidth(numbers);
  }

  private DenoiserSpec describe(Federation data) {
    NetworkConfig n = config.network();
    ImageShape shape = data.shape();
    int labels = n.labelConditioning() ? data.classes() : 0;
    return switch (n.kind()) {
      case UNET ->
          UNetSpec.of(
              shape.height(),
              shape.width(),
              shape.channels(),
              n.multipliers().stream().map(m -> m * n.width()).toList(),
              n.blocks(),
              n.attention(),
              n.headChannels(),
              n.groups(),
              labels);
      case MLP ->
          new MlpSpec(
              shape.height(), shape.width(), shape.channels(), n.hidden(), n.width(), 0, labels);
    };
  }

  /** What the actor system is started with. */
  Config actorSettings() {
    return actorSettings;
  }

  ClienteleConfig config() {
    return config;
  }

  /** The groups in which clients are reported. */
  ClientGroups groups() {
    return ClientGroups.of(federation, config.clients().validationClients());
  }

  Federation federation() {
    return federation;
  }

  /** What classifiers are trained for; empty where the task is diffusion. */
  Optional<ClassifierTask> classification() {
    return config.task() == ClienteleConfig.Task.CLASSIFICATION
        ? Optional.of(ClassifierTask.of(config, federation.shape(), federation.classes()))
        : Optional.empty();
  }

  /** What draws synthetic images; only for methods that do. */
  Generator generator() {
    Recall recall = Recall.of(memo, config, pretrained);
    return Generator.of(
        network, pretrained, config.warmfed().lora(), sampler(), federation, recall);
  }

  Method method() {
    return classification()
        .map(task -> ClassificationFactory.create(config, task, this::generator))
        .map(method -> CompressedUpdates.of(method, config.method().compression()))
        .orElseGet(this::diffusionMethod);
  }

  private Method diffusionMethod() {
    Training training = new Training(config.method(), config.server(), config.adaptation());
    return MethodFactory.adapting(clientNetwork(), pretrained, training);
  }

  /** The network as the method's clients see it: with a row for the client where it has one. */
  DenoiserSpec clientNetwork() {
    return network.withClients(config.method().kind() == MethodConfig.Kind.SPIRE ? 1 : 0);
  }

  private Prediction prediction() {
    return switch (config.diffusion().prediction()) {
      case EPSILON -> Prediction.EPSILON;
      case V -> Prediction.V;
    };
  }

  Sampler sampler() {
    DiffusionConfig d = config.diffusion();
    boolean clip = mixture.isEmpty(); // a point has no bounds as a pixel has
    return switch (d.sampler()) {
      case DDIM ->
          new Sampler(
              schedule,
              prediction(),
              d.samplingSteps(),
              d.eta(),
              Sampler.Variance.SMALL,
              d.guidance(),
              clip);
      case DDPM ->
          new Sampler(
              schedule,
              prediction(),
              d.samplingSteps(),
              1,
              Sampler.Variance.LARGE,
              d.guidance(),
              clip);
    };
  }

  Evaluation evaluation() {
    Optional<ClassifierTask> task = classification();
    if (task.isPresent()) {
      return new ClassificationEvaluation(task.get(), federation);
    }
    if (mixture.isPresent()) {
      return new MixtureEvaluation(
          clientNetwork(),
          mixture.get(),
          schedule,
          sampler(),
          config.evaluation(),
          config.adaptation().samples());
    }
    return new DiffusionEvaluation(
        clientNetwork(),
        federation,
        sampler(),
        config.evaluation(),
        config.adaptation().samples(),
        extractor(),
        RandomKey.of(config.seed()).child("evaluation"));
  }

  /** The user's feature network, which a run loads before anything else; empty for our own. */
  private Optional<FeatureExtractor> extractor() {
    OnnxConfig onnx = config.evaluation().onnx();
    return switch (config.evaluation().features()) {
      case LENET -> Optional.empty();
      case ONNX ->
          Optional.of(
              OnnxFeatures.load(
                  Path.of(onnx.path()),
                  onnx.inputSize(),
                  normalisation(onnx.normalisation()),
                  onnx.output()));
    };
  }

  private static Normalisation normalisation(OnnxConfig.Normalisation expected) {
    return switch (expected) {
      case SYMMETRIC -> Normalisation.SYMMETRIC;
      case UNIT -> Normalisation.UNIT;
      case BYTE -> Normalisation.BYTE;
      case IMAGENET -> Normalisation.IMAGENET;
    };
  }

  /** What follows the name of a distance over the configured features. */
  String featureSuffix() {
    return switch (config.evaluation().features()) {
      case LENET -> LeNetFeatures.SUFFIX;
      case ONNX -> "";
    };
  }

  /** What compares a finished run with the truth, where that is known. */
  Optional<MixtureFindings> truth() {
    return mixture.map(
        known ->
            new MixtureFindings(
                method(),
                clientNetwork(),
                known,
                schedule,
                config.adaptation().samples(),
                RandomKey.of(config.seed()).child("truth")));
  }

  /** A worker's networks; called on the worker's thread. */
  Workspace workspace() {
    return device(CpuKernels::new);
  }

  /** A worker's networks whose steps are watched; called on the worker's thread. */
  Workspace workspace(StepObserver observer) {
    return device(winograd -> new ObservedKernels(new CpuKernels(winograd, observer), observer));
  }

  private Workspace device(Function<Boolean, Kernels> device) {
    // Networks are laid out when they are first needed; a machine without the libraries says so
    // now.
    new CpuKernels().close();
    return new Workspace(() -> device.apply(config.compute().winograd()), schedule, prediction());
  }

  Plan plan() {
    return Plans.of(config, federation.unseen());
  }
}
