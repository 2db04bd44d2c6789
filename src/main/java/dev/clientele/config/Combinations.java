package dev.clientele.config;

/** Rules that hold between keys. */
final class Combinations {
  private final ClienteleConfig config;
  private final Problems problems;

  private Combinations(ClienteleConfig config, Problems problems) {
    this.config = config;
    this.problems = problems;
  }

  static void check(ClienteleConfig config, Problems problems) {
    Combinations rules = new Combinations(config, problems);
    DataRules.check(config, problems);
    rules.clients();
    rules.evaluation();
    rules.guidance();
    ClassificationRules.check(config, problems);
    rules.method();
    rules.compression();
    MixtureRules.check(config, problems);
    TheoryRules.check(config.theory(), problems);
    EngineRules.check(config, problems);
    rules.atMost(
        "diffusion.sampling-steps",
        config.diffusion().samplingSteps(),
        "diffusion.steps",
        config.diffusion().steps());
    switch (config.network().kind()) {
      case UNET -> UnetRules.check(config, problems);
      case MLP -> rules.mlp();
    }
  }

  private void method() {
    MethodConfig method = config.method();
    int widest = 4 * config.network().width();
    problems.require(
        method.embeddingWidth() <= widest || !config.network().pretrained().isEmpty(),
        "clientele.method.embedding-width: expected at most the time embedding's "
            + widest
            + " but was "
            + method.embeddingWidth(),
        "clientele.method.embedding-width",
        "clientele.network.width");
    problems.require(
        method.kind() != MethodConfig.Kind.CENTRALISED || config.clients().cohort() == 1,
        "clientele.clients.cohort: expected 1, as everybody's data are in one place"
            + " (clientele.method.kind), but was "
            + config.clients().cohort(),
        "clientele.clients.cohort",
        "clientele.method.kind");
    boolean splits =
        switch (method.kind()) {
          case USPLIT, UDEC -> true;
          case FEDPER, FEDREP -> method.privatePart() != MethodConfig.PrivatePart.OUTPUT;
          default -> false;
        };
    problems.require(
        !splits || config.network().kind() == NetworkConfig.Kind.UNET,
        "clientele.network.kind: expected unet, as a method splits it into encoder and decoder"
            + " (clientele.method.kind, clientele.method.private-part), but was mlp",
        "clientele.network.kind",
        "clientele.method.kind");
  }

  /** What is compressed is an update of shared weights, sent by itself. */
  private void compression() {
    boolean sends =
        switch (config.method().kind()) {
          case LOCAL, CENTRALISED, SCAFFOLD, SYNTHETIC, WARMFED -> false;
          default -> true;
        };
    CompressionConfig.Kind kind = config.method().compression().kind();
    problems.require(
        sends || kind == CompressionConfig.Kind.NONE,
        "clientele.method.compression.kind: expected none for clientele.method.kind = "
            + Block.nameOf(config.method().kind())
            + ", which sends nothing or more than an update, but was "
            + Block.nameOf(kind),
        "clientele.method.compression.kind",
        "clientele.method.kind");
  }

  private void clients() {
    ClientsConfig clients = config.clients();
    atMost("clients.cohort", clients.cohort(), "clients.registered", clients.registered());
    atMost(
        "adaptation.samples", config.adaptation().samples(), "clients.samples", clients.samples());
  }

  /** Guidance needs a network that has seen images without their condition. */
  private void guidance() {
    problems.require(
        config.diffusion().guidance() == 0 || config.method().conditionDropout() > 0,
        "clientele.diffusion.guidance: expected 0 without condition-dropout but was "
            + config.diffusion().guidance(),
        "clientele.diffusion.guidance",
        "clientele.method.condition-dropout");
  }

  private void evaluation() {
    EvaluationConfig evaluation = config.evaluation();
    atMost(
        "evaluation.clients",
        evaluation.clients(),
        "clients.registered",
        config.clients().registered());
    problems.require(
        evaluation.kidSamples() != 1,
        "clientele.evaluation.kid-samples: expected 0 (no KID) or at least 2 but was 1",
        "clientele.evaluation.kid-samples");
    problems.require(
        evaluation.kidSamples() < 2 || config.clients().heldOut() > 1,
        "clientele.clients.held-out: expected at least 2, as KID is measured"
            + " (clientele.evaluation.kid-samples), but was "
            + config.clients().heldOut(),
        "clientele.clients.held-out",
        "clientele.evaluation.kid-samples");
    EvaluationRules.check(config, problems);
  }

  private void mlp() {
    problems.require(
        !config.network().hidden().isEmpty(),
        "clientele.network.hidden: expected at least one width but was []",
        "clientele.network.hidden",
        "clientele.network.kind");
    problems.require(
        config.network().pretrained().isBlank(),
        "clientele.network.pretrained: expected nothing for an mlp, as a diffusers folder holds a"
            + " unet, but was \""
            + config.network().pretrained()
            + "\"",
        "clientele.network.pretrained",
        "clientele.network.kind");
  }

  private void atMost(String path, int value, String boundPath, int bound) {
    problems.require(
        value <= bound,
        "clientele."
            + path
            + ": expected at most clientele."
            + boundPath
            + " ("
            + bound
            + ") but was "
            + value,
        "clientele." + path,
        "clientele." + boundPath);
  }
}
