package dev.clientele.simulation;

import java.util.Arrays;
import java.util.List;

/**
 * Work for a list of clients: handed out in their order, at most a window ahead of the oldest
 * unfinished one, and gathered in their order. Mutable; belongs to one actor.
 */
final class Fanout<R> {
  private final int[] clients;
  private final int window;
  private final R[] results;
  private int next;
  private int oldest;
  private int finished;

  @SuppressWarnings("unchecked") // never leaves this class as an array
  Fanout(int[] clients, int window) {
    this.clients = clients.clone();
    this.window = window;
    this.results = (R[]) new Object[clients.length];
  }

  int size() {
    return clients.length;
  }

  int client(int place) {
    return clients[place];
  }

  /** Whether another client may be called now. */
  boolean open() {
    return next < clients.length && next < oldest + window;
  }

  /** The place of the next client to call. */
  int take() {
    if (!open()) {
      throw new IllegalStateException("expected an open window but was " + this);
    }
    return next++;
  }

  /** Notes a client's result; once for every place that was taken. */
  void finish(int place, R result) {
    if (place < 0 || place >= next || results[place] != null) {
      throw new IllegalStateException("expected no result for place " + place + " of " + this);
    }
    results[place] = result;
    finished++;
    while (oldest < results.length && results[oldest] != null) {
      oldest++;
    }
  }

  int finished() {
    return finished;
  }

  boolean done() {
    return finished == clients.length;
  }

  /** All results in the clients' order, once {@link #done}. */
  List<R> results() {
    return List.of(results);
  }

  @Override
  public String toString() {
    return "calls to "
        + Arrays.toString(clients)
        + ", oldest open "
        + oldest
        + ", next "
        + next
        + ", window "
        + window;
  }
}
