package dev.clientele.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RateScheduleTest {
  @Test
  void linearFallsToNoneAfterTheLastStep() {
    assertEquals(1, RateSchedule.LINEAR.factor(0, 4));
    assertEquals(0.25, RateSchedule.LINEAR.factor(3, 4));
    assertEquals(1, RateSchedule.CONSTANT.factor(3, 4));
  }
}
