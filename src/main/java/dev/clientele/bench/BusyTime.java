package dev.clientele.bench;

import dev.clientele.method.Method;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/** How long workers spend in a method's clients, measured around the calls. Thread-safe. */
final class BusyTime {
  private static final Set<String> CLIENTS = Set.of("train", "adapt");

  private final LongAdder spent = new LongAdder();
  private final LongAdder kept = new LongAdder();

  /** The same method, whose clients' work is measured. */
  Method watch(Method method) {
    return (Method)
        Proxy.newProxyInstance(
            Method.class.getClassLoader(),
            new Class<?>[] {Method.class},
            (proxy, called, arguments) -> call(method, called, arguments));
  }

  private Object call(Method method, java.lang.reflect.Method called, Object[] arguments)
      throws Throwable {
    long start = System.nanoTime();
    try {
      return called.invoke(method, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    } finally {
      if (CLIENTS.contains(called.getName())) {
        spent.add(System.nanoTime() - start);
      }
    }
  }

  /** What was spent since the last call counts, or does not. */
  void endPiece(boolean counts) {
    long since = spent.sumThenReset();
    kept.add(counts ? since : 0);
  }

  /** What counts, over all threads. */
  double seconds() {
    return kept.sum() / 1e9;
  }
}
