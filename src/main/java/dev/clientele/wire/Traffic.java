package dev.clientele.wire;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the bytes of the messages that one node sends and receives: those of {@link
 * WireSerializer}, without the addresses, heartbeats and acknowledgements that the cluster adds by
 * itself. What is sent again is counted again. Thread-safe.
 */
public final class Traffic {
  private final LongAdder sent = new LongAdder();
  private final LongAdder received = new LongAdder();

  /** Bytes that have left so far. */
  public long sent() {
    return sent.sum();
  }

  /** Bytes that have come so far. */
  public long received() {
    return received.sum();
  }

  void send(long bytes) {
    sent.add(bytes);
  }

  void receive(long bytes) {
    received.add(bytes);
  }
}
