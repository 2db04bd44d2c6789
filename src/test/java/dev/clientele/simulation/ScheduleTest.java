package dev.clientele.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.clientele.simulation.fleet.DeviceProfile;
import dev.clientele.tensor.RandomKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static Schedule schedule(int registered, int rounds, int cohort, int measured) {
    DeviceProfile device = Run.plan(1).device();
    Plan plan = new Plan(5, rounds, cohort, 2, 0, measured, 1, 1, 1, 1, 0, device);
    return new Schedule(RandomKey.of(5), registered, plan);
  }

  @Test
  void aCohortIsDrawnWithoutReplacement() {
    Schedule schedule = schedule(50, 10, 20, 0);
    int[] cohort = schedule.cohort(4);
    assertEquals(20, Arrays.stream(cohort).distinct().filter(id -> id >= 0 && id < 50).count());
    assertArrayEquals(cohort, schedule.cohort(4));
    assertFalse(Arrays.equals(cohort, schedule.cohort(5)));
  }

  @Test
  void thoseWhoTookPartLastAreMeasured() {
    Schedule schedule = schedule(50, 10, 6, 4);
    assertArrayEquals(Arrays.copyOf(schedule.cohort(7), 4), schedule.measured(7));
  }

  @Test
  void afterTheLastRoundComeTheClientsOfTheOneBefore() {
    Schedule schedule = schedule(1000, 10, 6, 9);
    int[] expected = Arrays.copyOf(schedule.cohort(7), 9);
    System.arraycopy(schedule.cohort(6), 0, expected, 6, 3);
    assertArrayEquals(expected, schedule.measured(7));
  }

  @Test
  void whereTooFewTakePartTheLowestNumbersFillUp() {
    int[] measured = schedule(10, 1, 2, 10).measured(1);
    assertEquals(10, Arrays.stream(measured).distinct().count());
    assertArrayEquals(schedule(10, 1, 2, 10).cohort(1), Arrays.copyOf(measured, 2));
    assertArrayEquals(new int[] {0, 1, 2}, schedule(3, 0, 1, 9).measured(0));
  }

  @Test
  void unseenClientsFollowTheRegisteredOnes() {
    assertArrayEquals(new int[] {10, 11}, schedule(10, 1, 2, 1).unseen());
  }
}
