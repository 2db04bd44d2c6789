package dev.clientele.simulation;

import java.util.function.Function;

/** What became of a {@link Job}: every job that was submitted gets exactly one. */
sealed interface Result<T> {
  /** The job's value. */
  record Completed<T>(T value) implements Result<T> {}

  /** Why there is no value, in a sentence. */
  record Failed<T>(String reason) implements Result<T> {}

  /** The same outcome with the value seen through {@code function}. */
  default <U> Result<U> map(Function<? super T, ? extends U> function) {
    return switch (this) {
      case Completed<T>(T value) -> new Completed<>(function.apply(value));
      case Failed<T>(String reason) -> new Failed<>(reason);
    };
  }
}
