package dev.clientele.simulation.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.Tries;
import dev.clientele.simulation.fault.FaultPlan;
import dev.clientele.simulation.fleet.Availability;
import dev.clientele.simulation.fleet.Devices;
import dev.clientele.tensor.RandomKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Thousands of random federations: what must hold in all of them. */
class CourseTest {
  private static final int TRIES = 400;

  @Test
  void everyFederationEndsAndEveryVisitHasOneOutcome() {
    Tries.check(
        TRIES,
        random -> {
          Drive drive = Drive.through(Federations.draw(random));
          Map<Long, Integer> outcomes = new HashMap<>();
          drive.settled.forEach(s -> outcomes.merge(s.call().number(), 1, Integer::sum));
          assertTrue(outcomes.values().stream().allMatch(times -> times == 1));
          if (drive.gaveUp.isEmpty()) {
            assertEquals(numbers(drive.sent), outcomes.keySet());
            assertEquals(drive.course().calls(), outcomes.size());
            long counted = drive.closes.stream().mapToLong(c -> c.tally().visits()).sum();
            assertEquals(drive.sent.size(), counted);
          }
        });
  }

  private static Set<Long> numbers(List<Call> calls) {
    return calls.stream().map(Call::number).collect(Collectors.toSet());
  }

  @Test
  void aCourseSavedAndRestoredAtEveryEventGoesOnAsIfNothingHadHappened() {
    Tries.check(
        TRIES / 3,
        random -> {
          int every = Tries.between(random, 1, 5);
          Setting setting = Federations.draw(random);
          Drive whole = Drive.through(setting);
          Drive restored = Drive.through(setting, every);
          assertEquals(whole.commands.size(), restored.commands.size());
          for (int i = 0; i < whole.commands.size(); i++) {
            assertEquals(whole.commands.get(i), restored.commands.get(i), "command " + i);
          }
        });
  }

  @Test
  void stalenessStaysInItsBoundAndNobodyIsCalledTwiceAtOnce() {
    Tries.check(
        TRIES,
        random -> {
          Setting setting = Federations.draw(random);
          Drive drive = Drive.through(setting);
          for (Settled s : drive.settled) {
            assertTrue(s.staleness() >= 0, "was " + s);
            if (s.outcome() == VisitOutcome.COMPLETED) {
              assertTrue(s.staleness() <= setting.maxStaleness(), "was " + s);
            }
          }
          Set<Integer> busy = new HashSet<>();
          Set<Long> over = new HashSet<>();
          for (Command command : drive.commands) {
            switch (command) {
              case Command.Send(Call call) -> assertTrue(busy.add(call.client()), "busy " + call);
              case Command.Keep(Call call) -> settle(call, busy, over);
              case Command.Add add -> settle(add.call(), busy, over);
              case Command.Note(Settled result) -> settle(result.call(), busy, over);
              default -> {}
            }
          }
        });
  }

  /** A call that was in the fold first is told again when its round is over. */
  private static void settle(Call call, Set<Integer> busy, Set<Long> over) {
    if (over.add(call.number())) {
      busy.remove(call.client());
    }
  }

  @Test
  void answersComeInTheOrderOfTheirPlaces() {
    Tries.check(
        TRIES,
        random -> {
          long before = -1;
          for (Command command : Drive.through(Federations.draw(random)).commands) {
            if (command instanceof Command.Close || command == Command.Discard.INSTANCE) {
              before = -1;
            } else if (command instanceof Command.Add(Call _, long place, int _, int _)
                && place >= 0) {
              assertTrue(place > before, place + " after " + before);
              before = place;
            }
          }
        });
  }

  @Test
  void aStepIsTakenWithItsQuorumOnly() {
    Tries.check(
        TRIES,
        random -> {
          Setting setting = Federations.draw(random);
          int quorum = Rules.of(setting.policy()).quorum();
          for (Command.Close close : Drive.through(setting).closes) {
            long completed = close.tally().count(VisitOutcome.COMPLETED);
            assertEquals(close.used(), completed >= quorum, "was " + close);
            assertTrue(close.used() || completed == 0, "was " + close);
          }
        });
  }

  private static Setting quiet(Policy policy, int registered, Availability availability) {
    RandomKey key = RandomKey.of(5);
    Planner planner =
        new Planner(
            key,
            new Devices.Constant(Federations.DEVICE),
            availability,
            FaultPlan.NONE,
            _ -> 100,
            80,
            _ -> 80,
            60);
    return new Setting(
        policy, 5, planner, new Selection(key, registered), Integer.MAX_VALUE, 10, 1000, 1000, 4);
  }

  private static Policy rounds(int cohort, double deadline) {
    return new Policy.Synchronous(cohort, 0, deadline, 1, 0, false);
  }

  /** As runs were before there were policies: the cohort that one sample of all gives. */
  @Test
  void equalMachinesAnswerInTheCohortsOrder() {
    Setting setting = quiet(rounds(7, Double.POSITIVE_INFINITY), 50, Availability.Always.INSTANCE);
    Drive drive = Drive.luckily(setting);
    for (int round = 1; round <= 5; round++) {
      int[] cohort = RandomKey.of(5).child("cohort").child(round).stream().sample(50, 7);
      int from = (round - 1) * 7;
      List<Settled> answers = drive.settled.subList(from, from + 7);
      assertArrayEquals(cohort, answers.stream().mapToInt(s -> s.call().client()).toArray());
      long[] places = answers.stream().mapToLong(s -> s.call().place()).toArray();
      assertArrayEquals(new long[] {0, 1, 2, 3, 4, 5, 6}, places);
      assertEquals(round, answers.getFirst().call().turn());
      assertEquals(round, answers.getFirst().round());
    }
    double visit = Federations.DEVICE.visitSeconds(80, 100, 80);
    assertEquals(5 * visit, drive.course().now(), 1e-9);
  }

  @Test
  void aRoundEndsAtItsDeadlineAndWhatComesThenIsLate() {
    Drive drive = Drive.luckily(quiet(rounds(4, 0.5), 50, Availability.Always.INSTANCE));
    assertEquals(2.5, drive.course().now(), 1e-9);
    assertTrue(drive.closes.stream().noneMatch(Command.Close::used));
    Map<VisitOutcome, Long> outcomes =
        drive.settled.stream()
            .collect(Collectors.groupingBy(Settled::outcome, Collectors.counting()));
    assertEquals(20, drive.settled.size());
    assertEquals(Set.of(VisitOutcome.LATE, VisitOutcome.UNFINISHED), outcomes.keySet());
  }

  @Test
  void overSelectionEndsARoundWithTheFirstAnswers() {
    Policy policy = new Policy.Synchronous(4, 0.5, Double.POSITIVE_INFINITY, 1, 0, false);
    Drive drive = Drive.luckily(quiet(policy, 50, Availability.Always.INSTANCE));
    assertTrue(drive.closes.stream().allMatch(c -> c.tally().count(VisitOutcome.COMPLETED) == 4));
    assertEquals(30, drive.sent.size());
    assertEquals(8, drive.settled.stream().filter(s -> s.outcome() == VisitOutcome.LATE).count());
    // The last round's two are still at work when training is over.
    assertEquals(
        2, drive.settled.stream().filter(s -> s.outcome() == VisitOutcome.UNFINISHED).count());
  }

  @Test
  void aBufferIsFilledByASteadyNumberOfClients() {
    Policy policy = new Policy.Buffered(3, 8);
    Drive drive = Drive.luckily(quiet(policy, 50, Availability.Always.INSTANCE));
    assertTrue(drive.closes.stream().allMatch(c -> c.tally().count(VisitOutcome.COMPLETED) == 3));
    // Eight at once: the third fills the first buffer, so the other five are behind by then.
    assertEquals(0, drive.settled.get(2).staleness());
    assertEquals(1, drive.settled.get(3).staleness());
    assertEquals(8 + 5 * 3 - 1, drive.sent.size());
  }

  @Test
  void aFederationThatNobodyCanReachFailsInsteadOfWaiting() {
    Availability never = new Availability.OnOff(0, 10, RandomKey.of(1));
    Drive drive = Drive.luckily(quiet(rounds(3, 10), 5, never));
    assertTrue(drive.gaveUp.orElseThrow().contains("can be called"), "was " + drive.gaveUp);
    assertFalse(drive.course().now() > 1100, "was " + drive.course().now());
  }
}
