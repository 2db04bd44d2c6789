package dev.clientele.config;

/**
 * A run's whole configuration; {@code reference.conf} says what each key means and in which unit.
 *
 * @param name the first part of the run's directory
 * @param experiment what the run does; anything but a federation reads {@code theory} alone
 * @param task what the clients train for
 * @param seed the root of every random stream
 * @param rounds federated rounds of the collaborative pre-training
 */
public record ClienteleConfig(
    String name,
    Experiment experiment,
    Task task,
    long seed,
    int rounds,
    DataConfig data,
    ClientsConfig clients,
    NetworkConfig network,
    DiffusionConfig diffusion,
    MethodConfig method,
    ClassificationConfig classification,
    WarmFedConfig warmfed,
    ServerConfig server,
    AdaptationConfig adaptation,
    EvaluationConfig evaluation,
    ComputeConfig compute,
    DeviceConfig device,
    AvailabilityConfig availability,
    PolicyConfig policy,
    FaultsConfig faults,
    DefenceConfig defence,
    CheckpointConfig checkpoint,
    BenchConfig bench,
    TheoryConfig theory) {

  /** What a run does. */
  public enum Experiment {
    /** Simulates a federation. */
    FEDERATION,
    /** Learns a mixture's weight by gradient descent on the denoising loss. */
    MIXING_WEIGHTS,
    /** Compares the denoising loss over all times with the Kullback-Leibler divergence. */
    BRIDGE
  }

  /** What the clients train for. */
  public enum Task {
    /** Diffusion models that draw what the clients hold. */
    DIFFUSION,
    /** Classifiers. */
    CLASSIFICATION
  }

  static ClienteleConfig read(Block block) {
    return new ClienteleConfig(
        block.fileName("name"),
        block.choice("experiment", Experiment.class),
        block.choice("task", Task.class),
        block.longInteger("seed"),
        block.integer("rounds", 0, Integer.MAX_VALUE),
        DataConfig.read(block.block("data")),
        ClientsConfig.read(block.block("clients")),
        NetworkConfig.read(block.block("network")),
        DiffusionConfig.read(block.block("diffusion")),
        MethodConfig.read(block.block("method")),
        ClassificationConfig.read(block.block("classification")),
        WarmFedConfig.read(block.block("warmfed")),
        ServerConfig.read(block.block("server")),
        AdaptationConfig.read(block.block("adaptation")),
        EvaluationConfig.read(block.block("evaluation")),
        ComputeConfig.read(block.block("compute")),
        DeviceConfig.read(block.block("device")),
        AvailabilityConfig.read(block.block("availability")),
        PolicyConfig.read(block.block("policy")),
        FaultsConfig.read(block.block("faults")),
        DefenceConfig.read(block.block("defence")),
        CheckpointConfig.read(block.block("checkpoint")),
        BenchConfig.read(block.block("bench")),
        TheoryConfig.read(block.block("theory")));
  }
}
