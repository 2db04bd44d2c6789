package dev.clientele.method;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Remembers what pure functions gave, for runs in the same process that ask for the same again: a
 * sweep's cells often differ only in what comes afterwards. Who asks must name all that decides the
 * result, so that a remembered one has the bits of one computed anew. Of more results than it holds
 * it forgets those that were not asked for longest. Safe to call from many threads.
 */
public final class Memo {
  private final int capacity;
  private final Map<Object, Object> known = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * A memo.
   *
   * @param capacity how many results it holds; 0 remembers nothing
   */
  public Memo(int capacity) {
    if (capacity < 0) {
      throw new IllegalArgumentException("expected a capacity of at least 0 but was " + capacity);
    }
    this.capacity = capacity;
  }

  /**
   * A result that is known, or becomes so. Work runs outside any lock: two threads that ask for the
   * same at once may both do it, and get equal results.
   *
   * @param question all that decides the result, with equality by value
   * @param kind of the result, which is immutable
   */
  public <T> T get(Object question, Class<T> kind, Supplier<T> work) {
    synchronized (known) {
      Object result = known.get(question);
      if (result != null) {
        return kind.cast(result);
      }
    }
    T result = work.get();
    synchronized (known) {
      known.put(question, result);
      while (known.size() > capacity) {
        known.remove(known.keySet().iterator().next());
      }
    }
    return result;
  }
}
