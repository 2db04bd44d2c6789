package dev.clientele.simulation;

import dev.clientele.simulation.policy.Call;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The real work behind the calls that are in flight. It is begun in the order in which its results
 * will be wanted, and at most a window of it ahead of what is wanted now, so that results that wait
 * for their turn are few. Mutable; belongs to one actor.
 */
final class Flight {
  private final PriorityQueue<Call> waiting =
      new PriorityQueue<>(Comparator.comparingDouble(Call::end).thenComparingLong(Call::number));
  private final Set<Long> atWork = new HashSet<>();
  private final Map<Long, Result<Update>> results = new HashMap<>();
  private final Predicate<Call> light;
  private final Set<Long> heavy = new HashSet<>();
  private final int window;
  private final Consumer<Call> begin;

  /**
   * @param window how many visits may be at work or wait for their turn
   * @param light visits whose results are only word of them, so that they do not count
   * @param begin has a visit computed
   */
  Flight(int window, Predicate<Call> light, Consumer<Call> begin) {
    this.light = light;
    this.window = window;
    this.begin = begin;
  }

  /** Takes on the work of a call. */
  void add(Call call) {
    waiting.add(call);
  }

  /** Begins as much as the window allows. */
  void fill() {
    while (!waiting.isEmpty() && (heavy.size() < window || light.test(waiting.peek()))) {
      beginFirst();
    }
  }

  /** A visit's result; of one that was forgotten it is ignored. */
  void arrived(long number, Result<Update> result) {
    if (atWork.remove(number)) {
      results.put(number, result);
    }
  }

  /**
   * The result of the call that is settled next. Where it is not there yet, its work has begun when
   * this returns, whatever the window says.
   */
  Optional<Result<Update>> demand(Call call) {
    Result<Update> result = results.remove(call.number());
    if (result == null && !atWork.contains(call.number())) {
      if (waiting.isEmpty() || waiting.peek().number() != call.number()) {
        throw new IllegalStateException("expected call " + call.number() + " to be wanted first");
      }
      beginFirst();
    }
    if (result != null) {
      heavy.remove(call.number());
    }
    return Optional.ofNullable(result);
  }

  /** Nobody wants this call's result any more. */
  void forget(Call call) {
    atWork.remove(call.number());
    results.remove(call.number());
    heavy.remove(call.number());
    waiting.removeIf(other -> other.number() == call.number());
  }

  private void beginFirst() {
    Call call = waiting.remove();
    atWork.add(call.number());
    if (!light.test(call)) {
      heavy.add(call.number());
    }
    begin.accept(call);
  }
}
