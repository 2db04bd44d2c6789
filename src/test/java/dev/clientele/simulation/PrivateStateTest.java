package dev.clientele.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.simulation.fault.FaultPlan;
import dev.clientele.simulation.fleet.Availability;
import dev.clientele.simulation.fleet.Devices;
import dev.clientele.simulation.fold.Rule;
import dev.clientele.simulation.fold.Staleness;
import dev.clientele.simulation.policy.Policy;
import dev.clientele.simulation.policy.VisitOutcome;
import dev.clientele.tensor.Precision;
import dev.clientele.tensor.RandomKey;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client keeps to itself, where the server uses its answer in another way or not at all. */
class PrivateStateTest {
  @TempDir private Path folder;

  private static Plan plan(int bound, FaultPlan faults) {
    Plan.Serving serving =
        new Plan.Serving(
            new Policy.Buffered(2, 8),
            Rule.Mean.INSTANCE,
            Double.POSITIVE_INFINITY,
            new Staleness.Polynomial(0.5),
            bound,
            OptionalDouble.empty(),
            20,
            1,
            10_000,
            10_000,
            Precision.FP32);
    Plan.Fleet fleet =
        new Plan.Fleet(
            new Devices.LogNormal(Run.DEVICE, 1, RandomKey.of(3)),
            Availability.Always.INSTANCE,
            faults);
    return new Plan(
        7,
        12,
        Plan.Adapting.first(0),
        serving,
        fleet,
        new Plan.Measuring(0, 0, false),
        new Plan.Computing(2, 2, 4, 3, 0, false, 1),
        new Plan.Saving(0, 0));
  }

  private static FaultPlan duplicated(double share) {
    FaultPlan none = FaultPlan.NONE;
    return new FaultPlan(
        none.dropout(),
        none.crash(),
        // A delay that nobody meets: with it, either plan draws every call's fate.
        new FaultPlan.Messages(0, 1e-12, 0, share, 0, 0.05),
        none.corrupted(),
        0,
        none.stragglers(),
        none.byzantine(),
        none.outages());
  }

  /** It trained, whatever the server makes of it, and cannot know. */
  @Test
  void aClientKeepsWhatItTrainedAlsoWhereItsUpdateWasTooStale() throws Exception {
    Run run = new Run(folder, FakeFederation.of(60, 0), plan(0, FaultPlan.NONE));
    Outcome.Finished ended = run.finish();
    Set<Integer> used = clients(run, VisitOutcome.COMPLETED);
    Set<Integer> stale = clients(run, VisitOutcome.STALE);
    Set<Integer> unfinished = clients(run, VisitOutcome.UNFINISHED);
    stale.removeAll(used);
    unfinished.removeAll(used);
    unfinished.removeAll(stale);
    assertTrue(stale.size() > 3 && unfinished.size() > 1, stale + " and " + unfinished);
    stale.forEach(id -> assertTrue(ended.personal().has(id), "client " + id));
    unfinished.forEach(id -> assertTrue(!ended.personal().has(id), "client " + id));
  }

  private static Set<Integer> clients(Run run, VisitOutcome outcome) {
    return run.journal.visits.stream()
        .filter(visit -> visit.outcome() == outcome)
        .map(VisitRecord::client)
        .collect(Collectors.toSet());
  }

  @Test
  void anAnswerThatArrivesTwiceCountsOnce() throws Exception {
    Run once = new Run(folder.resolve("a"), FakeFederation.of(60, 0), plan(9, duplicated(0)));
    Run twice = new Run(folder.resolve("b"), FakeFederation.of(60, 0), plan(9, duplicated(1)));
    Outcome.Finished expected = once.finish();
    Outcome.Finished actual = twice.finish();
    assertEquals(expected.position().state(), actual.position().state());
    assertEquals(expected.personal().from(0), actual.personal().from(0));
    Counters counters = actual.position().counters();
    assertEquals(expected.position().counters().visits(), counters.visits());
    assertEquals(0, expected.position().counters().copies());
    assertTrue(counters.copies() > 10, "was " + counters.copies());
  }
}
