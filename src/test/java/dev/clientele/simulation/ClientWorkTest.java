package dev.clientele.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ClientWorkTest {
  /** A node takes nothing larger, however much is offered. */
  @Test
  void theLargestTransferIsASumInDoublePrecision() {
    FakeMethod method = new FakeMethod();
    int shared = method.shared().size();
    ClientWork work = new ClientWork(null, method, null, null, null);
    assertEquals(2 * shared, work.largestTransfer());
  }
}
