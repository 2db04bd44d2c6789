package dev.clientele.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.clientele.method.Method;
import dev.clientele.simulation.fault.Fate;
import dev.clientele.simulation.fold.Rule;
import dev.clientele.simulation.fold.Staleness;
import dev.clientele.simulation.policy.Call;
import dev.clientele.simulation.policy.Policy;
import dev.clientele.simulation.policy.VisitOutcome;
import dev.clientele.tensor.Precision;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class UseTest {
  private static final Method METHOD = new FakeMethod();

  /** Called at 100 seconds. */
  private static Call call(long place, double end, VisitOutcome prospect) {
    return new Call(1, 7, 2, 3, 100, place, Fate.GOOD, prospect, end, true, false, 10, 5, 5);
  }

  private static Plan plan(Policy policy, Rule rule) {
    Plan plan = Run.plan(2);
    Plan.Serving serving =
        new Plan.Serving(
            policy,
            rule,
            Double.POSITIVE_INFINITY,
            Staleness.Constant.INSTANCE,
            5,
            OptionalDouble.empty(),
            50,
            1,
            1000,
            1000,
            Precision.FP32);
    return new Plan(
        7,
        6,
        Plan.Adapting.first(0),
        serving,
        plan.fleet(),
        plan.measuring(),
        plan.computing(),
        plan.saving());
  }

  private static Policy rounds(boolean useLate) {
    return new Policy.Synchronous(9, 0.5, 10, 1, 0, useLate);
  }

  private static Use of(long place, double end, boolean useLate) {
    Plan plan = plan(rounds(useLate), Rule.Mean.INSTANCE);
    return Use.of(call(place, end, VisitOutcome.COMPLETED), plan, METHOD);
  }

  @Test
  void visitsThatAreSettledInTheirRoundAreSummedInTheirBlock() {
    assertEquals(new Use.InBlock(7, 0), of(3, 105, false));
    assertEquals(new Use.InBlock(7, 2), of(8, 110, true));
  }

  @Test
  void reservesAndLateAnswersTravelByThemselvesIfAtAll() {
    assertEquals(Use.Single.INSTANCE, of(9, 105, false));
    assertEquals(Use.Nothing.INSTANCE, of(3, 110.5, false));
    assertEquals(Use.Single.INSTANCE, of(3, 110.5, true));
  }

  @Test
  void nobodyWaitsForWhatIsNotSent() {
    Call lost = call(-1, 150, VisitOutcome.LOST);
    assertEquals(
        Use.Nothing.INSTANCE, Use.of(lost, plan(rounds(true), Rule.Mean.INSTANCE), METHOD));
  }

  @Test
  void rulesAndPoliciesThatNeedEveryUpdateGetIt() {
    Call call = call(3, 105, VisitOutcome.COMPLETED);
    assertEquals(
        Use.Single.INSTANCE, Use.of(call, plan(rounds(false), Rule.Median.INSTANCE), METHOD));
    Policy buffered = new Policy.Buffered(4, 9);
    assertEquals(Use.Single.INSTANCE, Use.of(call, plan(buffered, Rule.Mean.INSTANCE), METHOD));
  }
}
