package dev.clientele.cli;

import dev.clientele.config.ClienteleConfig;
import dev.clientele.config.ComputeConfig;
import dev.clientele.config.DefenceConfig;
import dev.clientele.config.EvaluationConfig;
import dev.clientele.config.PolicyConfig;
import dev.clientele.simulation.Plan;
import dev.clientele.simulation.fold.Rule;
import dev.clientele.simulation.fold.Staleness;
import dev.clientele.simulation.policy.Policy;
import dev.clientele.tensor.Precision;
import java.util.OptionalDouble;

/** A run's plan from its configuration. */
final class Plans {
  private Plans() {}

  /**
   * @param unseen clients that never take part: fewer than configured, where the data do not
   *     suffice
   */
  static Plan of(ClienteleConfig config, int unseen) {
    return new Plan(
        config.seed(),
        config.rounds(),
        adapting(config, unseen),
        serving(config),
        Fleets.of(config),
        measuring(config.evaluation()),
        computing(config.compute(), config.faults().killEvery()),
        new Plan.Saving(config.checkpoint().every(), config.checkpoint().events()));
  }

  private static Plan.Adapting adapting(ClienteleConfig config, int unseen) {
    int reported = Math.max(0, unseen - config.clients().validationClients());
    return switch (config.adaptation().clients()) {
      case ALL -> Plan.Adapting.first(unseen);
      case UNSEEN -> Plan.Adapting.first(reported);
      case VALIDATION -> new Plan.Adapting(reported, unseen);
    };
  }

  private static Plan.Measuring measuring(EvaluationConfig e) {
    return new Plan.Measuring(e.every(), e.clients(), e.panel() == EvaluationConfig.Panel.FIXED);
  }

  private static Plan.Serving serving(ClienteleConfig config) {
    PolicyConfig p = config.policy();
    boolean mixes = p.kind() == PolicyConfig.Kind.FEDASYNC;
    return new Plan.Serving(
        policy(p, config.clients().cohort()),
        rule(config.defence()),
        infiniteIfZero(config.defence().clipNorm()),
        staleness(p.staleness()),
        p.staleness().bound(),
        mixes ? OptionalDouble.of(p.mixing()) : OptionalDouble.empty(),
        p.timeoutSeconds(),
        p.retrySeconds(),
        p.patienceSeconds(),
        p.patienceVisits(),
        switch (config.server().broadcast()) {
          case FP32 -> Precision.FP32;
          case FP16 -> Precision.FP16;
        });
  }

  private static Policy policy(PolicyConfig p, int cohort) {
    return switch (p.kind()) {
      case SYNCHRONOUS ->
          new Policy.Synchronous(
              cohort,
              p.overSelection(),
              infiniteIfZero(p.deadlineSeconds()),
              p.quorum(),
              p.repeats(),
              p.late() == PolicyConfig.Late.USE);
      case FEDBUFF -> new Policy.Buffered(p.buffer(), p.concurrency());
      case FEDASYNC -> new Policy.Buffered(1, p.concurrency());
    };
  }

  private static Rule rule(DefenceConfig d) {
    return switch (d.rule()) {
      case MEAN -> Rule.Mean.INSTANCE;
      case MEDIAN -> Rule.Median.INSTANCE;
      case TRIMMED_MEAN -> new Rule.TrimmedMean(d.trim());
      case KRUM -> new Rule.Krum(d.byzantine(), 1);
      case MULTI_KRUM -> new Rule.Krum(d.byzantine(), d.chosen());
    };
  }

  private static Staleness staleness(PolicyConfig.Staleness s) {
    return switch (s.weight()) {
      case CONSTANT -> Staleness.Constant.INSTANCE;
      case POLYNOMIAL -> new Staleness.Polynomial(s.exponent());
      case HINGE -> new Staleness.Hinge(s.slope(), s.delay());
    };
  }

  private static double infiniteIfZero(double x) {
    return x == 0 ? Double.POSITIVE_INFINITY : x;
  }

  private static Plan.Computing computing(ComputeConfig compute, int killEvery) {
    int workers = compute.workers();
    return new Plan.Computing(
        workers == 0 ? Runtime.getRuntime().availableProcessors() : workers,
        compute.window(),
        compute.block(),
        compute.attempts(),
        killEvery,
        compute.transfer() == ComputeConfig.Transfer.CHANGES,
        compute.stateCacheMegabytes());
  }
}
