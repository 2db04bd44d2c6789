package dev.clientele.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What each worker has in hand, in the order in which it does it. Mutable; belongs to one actor.
 *
 * @param <W> names a worker
 * @param <T> a task
 */
final class Hands<W, T> {
  private static final class Hand<T> {
    final Deque<T> tasks = new ArrayDeque<>();
    int room;
  }

  private final Map<W, Hand<T>> hands = new LinkedHashMap<>();

  /** The worker has finished its first task, if it had one, and may hold so many from now on. */
  void ready(W worker, int room) {
    Hand<T> hand = hands.computeIfAbsent(worker, w -> new Hand<>());
    hand.tasks.pollFirst();
    hand.room = room;
  }

  /** The worker with room that has the least in hand, the longest known of these; null for none. */
  W free() {
    W best = null;
    int least = Integer.MAX_VALUE;
    for (Map.Entry<W, Hand<T>> each : hands.entrySet()) {
      Hand<T> hand = each.getValue();
      if (hand.tasks.size() < Math.min(hand.room, least)) {
        least = hand.tasks.size();
        best = each.getKey();
      }
    }
    return best;
  }

  /** The worker gets one more. */
  void give(W worker, T task) {
    hands.get(worker).tasks.addLast(task);
  }

  /** Forgets the worker; gives what it had in hand, of which only the first can have begun. */
  List<T> lose(W worker) {
    Hand<T> hand = hands.remove(worker);
    return hand == null ? List.of() : new ArrayList<>(hand.tasks);
  }
}
