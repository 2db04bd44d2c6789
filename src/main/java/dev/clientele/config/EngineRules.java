package dev.clientele.config;

import java.util.EnumSet;
import java.util.Set;

/** Rules between the keys of {@code policy}, {@code device}, {@code faults} and their like. */
final class EngineRules {
  private static final String POLICY = "clientele.policy.";
  private static final String DEFENCE = "clientele.defence.";
  private static final String METHOD = "clientele.method.kind";

  /** Methods whose steps need a cohort from one model. */
  private static final Set<MethodConfig.Kind> ROUNDS =
      EnumSet.of(
          MethodConfig.Kind.CENTRALISED, MethodConfig.Kind.SYNTHETIC, MethodConfig.Kind.WARMFED);

  /** Methods whose updates hold other things beside a change of the shared weights. */
  private static final Set<MethodConfig.Kind> MIXED =
      EnumSet.of(MethodConfig.Kind.USPLIT, MethodConfig.Kind.SYNTHETIC, MethodConfig.Kind.WARMFED);

  private final ClienteleConfig config;
  private final PolicyConfig policy;
  private final Problems problems;

  private EngineRules(ClienteleConfig config, Problems problems) {
    this.config = config;
    this.policy = config.policy();
    this.problems = problems;
  }

  static void check(ClienteleConfig config, Problems problems) {
    EngineRules rules = new EngineRules(config, problems);
    switch (config.policy().kind()) {
      case SYNCHRONOUS -> rules.quorum();
      case FEDBUFF -> rules.asynchronous();
      case FEDASYNC -> {
        rules.asynchronous();
        rules.mean();
        rules.models();
      }
    }
    rules.updates();
    rules.chosen();
    rules.traces();
    rules.faults();
  }

  private void quorum() {
    int cohort = config.clients().cohort();
    problems.require(
        policy.quorum() <= cohort,
        POLICY
            + "quorum: expected at most clientele.clients.cohort ("
            + cohort
            + ") but was "
            + policy.quorum(),
        POLICY + "quorum",
        "clientele.clients.cohort");
  }

  private void asynchronous() {
    int registered = config.clients().registered();
    problems.require(
        policy.concurrency() <= registered,
        POLICY
            + "concurrency: expected at most clientele.clients.registered ("
            + registered
            + ") but was "
            + policy.concurrency(),
        POLICY + "concurrency",
        "clientele.clients.registered");
    problems.require(
        !ROUNDS.contains(config.method().kind()),
        POLICY
            + "kind: expected synchronous for "
            + method()
            + " but was "
            + Block.nameOf(policy.kind()),
        POLICY + "kind",
        METHOD);
  }

  private String method() {
    return METHOD + " = " + Block.nameOf(config.method().kind());
  }

  /** FedAsync mixes models, so an update has to be a model's change and nothing else. */
  private void models() {
    MethodConfig.Kind kind = config.method().kind();
    problems.require(
        kind != MethodConfig.Kind.USPLIT && kind != MethodConfig.Kind.SCAFFOLD,
        POLICY
            + "kind: expected synchronous or fedbuff for "
            + method()
            + ", whose updates are more than a change of the model, but was fedasync",
        POLICY + "kind",
        METHOD);
  }

  /** Neither a scaled update nor one of an earlier round means anything to some methods. */
  private void updates() {
    MethodConfig.Kind kind = config.method().kind();
    if (!MIXED.contains(kind)) {
      return;
    }
    problems.require(
        config.defence().rule() == DefenceConfig.Rule.MEAN,
        DEFENCE
            + "rule: expected mean for "
            + method()
            + " but was "
            + Block.nameOf(config.defence().rule()),
        DEFENCE + "rule",
        METHOD);
    problems.require(
        config.defence().clipNorm() == 0,
        DEFENCE
            + "clip-norm: expected 0 for "
            + method()
            + " but was "
            + config.defence().clipNorm(),
        DEFENCE + "clip-norm",
        METHOD);
    problems.require(
        !ROUNDS.contains(kind) || policy.late() == PolicyConfig.Late.DROP,
        POLICY + "late: expected drop for " + method() + " but was use",
        POLICY + "late",
        METHOD);
  }

  /** A step with one update has nothing to compare it with. */
  private void mean() {
    problems.require(
        config.defence().rule() == DefenceConfig.Rule.MEAN,
        "clientele.defence.rule: expected mean for clientele.policy.kind = fedasync, whose steps"
            + " have one update each, but was "
            + Block.nameOf(config.defence().rule()),
        "clientele.defence.rule",
        POLICY + "kind");
  }

  private void chosen() {
    boolean rounds = policy.kind() == PolicyConfig.Kind.SYNCHRONOUS;
    int answers = rounds ? config.clients().cohort() : policy.buffer();
    problems.require(
        config.defence().rule() != DefenceConfig.Rule.MULTI_KRUM
            || config.defence().chosen() <= answers,
        "clientele.defence.chosen: expected at most the updates of a step ("
            + answers
            + ") but was "
            + config.defence().chosen(),
        "clientele.defence.chosen",
        rounds ? "clientele.clients.cohort" : POLICY + "buffer");
  }

  private void traces() {
    problems.require(
        config.device().profiles() != DeviceConfig.Profiles.TRACE
            || !config.device().trace().isBlank(),
        "clientele.device.trace: expected a file of machines (clientele.device.profiles = trace)"
            + " but was empty",
        "clientele.device.trace",
        "clientele.device.profiles");
    problems.require(
        config.availability().kind() != AvailabilityConfig.Kind.TRACE
            || !config.availability().trace().isBlank(),
        "clientele.availability.trace: expected a file of intervals"
            + " (clientele.availability.kind = trace) but was empty",
        "clientele.availability.trace",
        "clientele.availability.kind");
  }

  private void faults() {
    FaultsConfig faults = config.faults();
    FaultsConfig.Outages outages = faults.outages();
    problems.require(
        outages.everySeconds() == 0 || outages.seconds() <= outages.everySeconds(),
        "clientele.faults.outages.seconds: expected at most clientele.faults.outages.every-seconds"
            + " ("
            + outages.everySeconds()
            + ") but was "
            + outages.seconds(),
        "clientele.faults.outages.seconds",
        "clientele.faults.outages.every-seconds");
    problems.require(
        faults.corrupted().share() == 0 || !faults.corrupted().kinds().isEmpty(),
        "clientele.faults.corrupted.kinds: expected at least one kind but was []",
        "clientele.faults.corrupted.kinds",
        "clientele.faults.corrupted.share");
  }
}
