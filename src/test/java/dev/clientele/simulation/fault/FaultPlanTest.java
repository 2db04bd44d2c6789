package dev.clientele.simulation.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.tensor.RandomKey;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
  private static final RandomKey KEY = RandomKey.of(2);
  private static final int DRAWS = 20_000;

  private static FaultPlan plan(double dropout, double corrupted) {
    return new FaultPlan(
        new FaultPlan.Dropout(dropout, 0.1),
        new FaultPlan.Crash(0.2, 30),
        new FaultPlan.Messages(0.1, 0.3, 4, 0.25, 0.15, 9),
        new FaultPlan.Corrupted(corrupted, 0.01, List.of(Corruption.NAN, Corruption.BIT_FLIPS)),
        0.05,
        new FaultPlan.Stragglers(0.2, 10),
        new FaultPlan.Byzantine(0.1, Attack.ZERO, 1),
        Outages.NONE);
  }

  private static double share(FaultPlan plan, Predicate<Fate> what) {
    return IntStream.range(0, DRAWS).filter(n -> what.test(plan.fate(KEY, n, n % 997))).count()
        / (double) DRAWS;
  }

  @Test
  void faultsAreAsFrequentAsThePlanSays() {
    FaultPlan plan = plan(0.3, 0.4);
    assertEquals(0.3, share(plan, f -> f.loss() == Fate.Loss.ABSENT), 0.01);
    assertEquals(0.7 * 0.1, share(plan, f -> f.loss() == Fate.Loss.VANISHED), 0.01);
    assertEquals(0.63 * 0.2, share(plan, f -> f.loss() == Fate.Loss.CRASHED), 0.01);
    assertEquals(0.504 * 0.05, share(plan, f -> f.loss() == Fate.Loss.CALL_LOST), 0.005);
    assertEquals(0.504 * 0.05, share(plan, f -> f.loss() == Fate.Loss.ANSWER_LOST), 0.005);
    assertEquals(0.25, share(plan, Fate::duplicated), 0.01);
    assertEquals(1 - 0.7 * 0.85, share(plan, f -> f.delaySeconds() > 0), 0.015);
    assertEquals(0.2, share(plan, f -> f.damage().corruption() == Corruption.NAN), 0.01);
    assertEquals(0.05, share(plan, f -> f.damage().staleState()), 0.006);
  }

  @Test
  void meanTimesAreTheirs() {
    FaultPlan plan = plan(0, 0);
    double back =
        IntStream.range(0, DRAWS)
            .mapToDouble(n -> plan.fate(KEY, n, 1).returnSeconds())
            .average()
            .orElseThrow();
    assertEquals(30, back, 1);
  }

  @Test
  void stragglersAndAttackersAreSoForGood() {
    FaultPlan plan = plan(0.3, 0);
    long slow = IntStream.range(0, DRAWS).filter(id -> plan.straggles(KEY, id)).count();
    assertEquals(0.2, slow / (double) DRAWS, 0.01);
    for (int id = 0; id < 50; id++) {
      assertEquals(plan.attack(KEY, id), plan.fate(KEY, 1, id).damage().attack());
      assertEquals(plan.attack(KEY, id), plan.fate(KEY, 2, id).damage().attack());
      assertEquals(plan.straggles(KEY, id) ? 10 : 1, plan.slowdown(KEY, id));
    }
  }

  /** So that a run with one fault more can be compared with the run without it. */
  @Test
  void oneFaultMovesNoOther() {
    FaultPlan without = plan(0, 0);
    FaultPlan with = plan(0.5, 0.9);
    int hit = 0;
    for (int n = 0; n < 500; n++) {
      Fate a = without.fate(KEY, n, 3);
      Fate b = with.fate(KEY, n, 3);
      assertEquals(a.delaySeconds(), b.delaySeconds());
      assertEquals(a.duplicateSeconds(), b.duplicateSeconds());
      assertEquals(a.damage().staleState(), b.damage().staleState());
      hit += a.loss() == b.loss() ? 0 : 1;
      assertTrue(a.loss() == b.loss() || b.loss() == Fate.Loss.ABSENT);
    }
    assertEquals(250, hit, 50);
  }

  @Test
  void equalNumbersHaveEqualFatesAndOthersHaveTheirOwn() {
    FaultPlan plan = plan(0.3, 0.4);
    assertEquals(plan.fate(KEY, 5, 9), plan.fate(KEY, 5, 9));
    assertNotEquals(plan.fate(KEY, 5, 9).share(), plan.fate(KEY, 6, 9).share());
    assertEquals(Fate.GOOD, FaultPlan.NONE.fate(KEY, 5, 9));
  }

  @Test
  void aRegionIsDarkForItsShareOfTheTime() {
    Outages outages = new Outages(4, 1000, 50);
    int dark = 0;
    for (int second = 0; second < 100_000; second++) {
      dark += outages.dark(KEY, 8, second, second) ? 1 : 0;
    }
    assertEquals(0.05, dark / 100_000.0, 0.002);
    assertTrue(outages.dark(KEY, 8, 0, 1000));
    long together = IntStream.range(0, 400).filter(id -> outages.dark(KEY, id, 0, 300)).count();
    assertTrue(together % 100 < 40 || together % 100 > 60, "regions go dark as one: " + together);
  }
}
