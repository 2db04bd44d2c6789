package dev.clientele.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

class HandsTest {
  private final Hands<String, Integer> hands = new Hands<>();

  @Test
  void aWorkerIsFreeWhileItHasRoom() {
    assertNull(hands.free());
    hands.ready("a", 1);
    assertEquals("a", hands.free());
    hands.give("a", 1);
    assertNull(hands.free());
    hands.ready("a", 2);
    hands.give(hands.free(), 2);
    hands.give(hands.free(), 3);
    assertNull(hands.free());
  }

  @Test
  void whoHasLeastInHandIsNext() {
    hands.ready("a", 3);
    hands.ready("b", 3);
    StringBuilder order = new StringBuilder();
    for (int task = 0; task < 6; task++) {
      order.append(hands.free());
      hands.give(hands.free(), task);
    }
    assertEquals("ababab", order.toString());
  }

  @Test
  void aLostWorkersTasksComeBackInTheirOrder() {
    hands.ready("a", 3);
    hands.give("a", 1);
    hands.give("a", 2);
    hands.ready("a", 3);
    hands.give("a", 3);
    assertEquals(List.of(2, 3), hands.lose("a"));
    assertEquals(List.of(), hands.lose("a"));
    assertNull(hands.free());
  }

  /** A slow task after brief ones: what is in hand stays, and nothing is added. */
  @Test
  void lessRoomThanTasks() {
    hands.ready("a", 3);
    hands.give("a", 1);
    hands.give("a", 2);
    hands.give("a", 3);
    hands.ready("a", 1);
    assertNull(hands.free());
    hands.ready("a", 1);
    assertNull(hands.free());
    hands.ready("a", 1);
    assertEquals("a", hands.free());
  }
}
