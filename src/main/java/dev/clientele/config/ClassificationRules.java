package dev.clientele.config;

import dev.clientele.config.MethodConfig.Kind;
import dev.clientele.config.MethodConfig.Optimizer;
import java.util.EnumSet;
import java.util.Set;

/** Rules for classification: its methods, and what they need. */
final class ClassificationRules {
  private static final Set<Kind> DIFFUSION =
      EnumSet.of(
          Kind.SPIRE,
          Kind.FEDAVG,
          Kind.FEDPROX,
          Kind.FEDPER,
          Kind.FEDREP,
          Kind.USPLIT,
          Kind.UDEC,
          Kind.DITTO,
          Kind.LOCAL,
          Kind.CENTRALISED);
  private static final Set<Kind> CLASSIFICATION =
      EnumSet.complementOf(EnumSet.of(Kind.SPIRE, Kind.USPLIT, Kind.UDEC));
  private static final String METHOD = "clientele.method.kind";
  private static final String TASK = "clientele.task";
  private static final String PRETRAINED = "clientele.network.pretrained";

  private final ClienteleConfig config;
  private final Problems problems;

  private ClassificationRules(ClienteleConfig config, Problems problems) {
    this.config = config;
    this.problems = problems;
  }

  static void check(ClienteleConfig config, Problems problems) {
    ClassificationRules rules = new ClassificationRules(config, problems);
    Kind kind = config.method().kind();
    boolean classifies = config.task() == ClienteleConfig.Task.CLASSIFICATION;
    problems.require(
        (classifies ? CLASSIFICATION : DIFFUSION).contains(kind),
        METHOD
            + ": expected a method for "
            + Block.nameOf(config.task())
            + " ("
            + TASK
            + ") but was "
            + Block.nameOf(kind),
        METHOD,
        TASK);
    if (classifies) {
      rules.classifier();
      rules.server();
      rules.clients();
      rules.methods();
      rules.generator();
    }
  }

  private void classifier() {
    ClassificationConfig classifier = config.classification();
    problems.require(
        !classifier.widths().isEmpty(),
        "clientele.classification.widths: expected at least one level but was []",
        "clientele.classification.widths");
    for (int width : classifier.widths()) {
      problems.require(
          width % classifier.groups() == 0,
          "clientele.classification.groups: expected a divisor of every width but was "
              + classifier.groups()
              + " beside "
              + width,
          "clientele.classification.groups",
          "clientele.classification.widths");
    }
  }

  private void server() {
    problems.require(
        config.server().optimizer() == ServerConfig.Optimizer.AVERAGE,
        "clientele.server.optimizer: expected average, as the task is classification ("
            + TASK
            + "), but was "
            + Block.nameOf(config.server().optimizer()),
        "clientele.server.optimizer",
        TASK);
    problems.require(
        config.adaptation().kind() == AdaptationConfig.Kind.OWN,
        "clientele.adaptation.kind: expected own, as the task is classification ("
            + TASK
            + "), but was "
            + Block.nameOf(config.adaptation().kind()),
        "clientele.adaptation.kind",
        TASK);
  }

  private void clients() {
    problems.require(
        config.clients().validationClients() == 0,
        "clientele.clients.validation-clients: expected 0, as settings of classifiers are chosen by"
            + " the validation images of the clients that train (clientele.clients.validation), but"
            + " was "
            + config.clients().validationClients(),
        "clientele.clients.validation-clients",
        TASK);
    problems.require(
        config.data().kind() != DataConfig.Kind.MIXTURE,
        "clientele.data.kind: expected images, as the task is classification ("
            + TASK
            + "), but was mixture",
        "clientele.data.kind",
        TASK);
  }

  private void methods() {
    MethodConfig method = config.method();
    problems.require(
        method.kind() != Kind.SCAFFOLD || method.optimizer() == Optimizer.SGD,
        "clientele.method.optimizer: expected sgd, as scaffold's corrections are gradients ("
            + METHOD
            + "), but was adam",
        "clientele.method.optimizer",
        METHOD);
    problems.require(
        method.kind() != Kind.FEDREP || method.embeddingSteps() < method.localSteps(),
        "clientele.method.embedding-steps: expected fewer than clientele.method.local-steps ("
            + method.localSteps()
            + "), of which they are a part, but was "
            + method.embeddingSteps(),
        "clientele.method.embedding-steps",
        "clientele.method.local-steps");
    problems.require(
        method.kind() != Kind.DITTO || method.localSteps() > 1,
        "clientele.method.local-steps: expected at least 2, as ditto divides them between two"
            + " models, but was 1",
        "clientele.method.local-steps",
        METHOD);
  }

  /**
   * WarmFed and training on synthetic data alone draw from a diffusion model that knows classes.
   */
  private void generator() {
    Kind kind = config.method().kind();
    boolean draws = kind == Kind.WARMFED || kind == Kind.SYNTHETIC;
    problems.require(
        !draws
            || (!config.network().pretrained().isBlank() && config.network().labelConditioning()),
        PRETRAINED
            + ": expected a folder, and clientele.network.label-conditioning on, as the method"
            + " draws images of given classes ("
            + METHOD
            + "), but was \""
            + config.network().pretrained()
            + "\"",
        PRETRAINED,
        "clientele.network.label-conditioning",
        METHOD);
  }
}
