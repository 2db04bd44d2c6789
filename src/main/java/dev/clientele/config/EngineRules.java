package dev.clientele.config;

/** Rules between the keys of {@code policy}, {@code device}, {@code faults} and their like. */
final class EngineRules {
  private static final String POLICY = "clientele.policy.";

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
      }
    }
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
        config.method().kind() != MethodConfig.Kind.CENTRALISED,
        POLICY
            + "kind: expected synchronous for clientele.method.kind = centralised but was "
            + Block.nameOf(policy.kind()),
        POLICY + "kind",
        "clientele.method.kind");
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
