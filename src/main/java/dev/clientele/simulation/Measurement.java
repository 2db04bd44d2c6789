package dev.clientele.simulation;

import dev.clientele.method.Evaluation;
import dev.clientele.method.Population;
import dev.clientele.method.Score;
import dev.clientele.tensor.Weights;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** An evaluation while it runs. Mutable; belongs to the server's actor. */
final class Measurement {
  private final Evaluation.Depth depth;
  private final int seen;
  private final Fanout<Result<Score>> calls;
  private Population population;

  /**
   * @param clients the seen ones, then the unseen ones
   * @param seen how many of them are seen ones
   */
  Measurement(Evaluation.Depth depth, int[] clients, int seen, int window) {
    this.depth = depth;
    this.seen = seen;
    this.calls = new Fanout<>(clients, window);
  }

  Evaluation.Depth depth() {
    return depth;
  }

  Fanout<Result<Score>> calls() {
    return calls;
  }

  /** The population's samples; null until they are there, and for a measurement of the loss. */
  Population population() {
    return population;
  }

  void population(Population made) {
    this.population = made;
  }

  /**
   * The first of the seen clients, by number: adapted models are measured on them again.
   *
   * @param newcomer the private tensors of who has not trained
   */
  SortedMap<Integer, Weights> witnesses(int count, States personal, Weights newcomer) {
    SortedMap<Integer, Weights> chosen = new TreeMap<>();
    for (int place = 0; place < Math.min(count, seen); place++) {
      chosen.put(calls.client(place), personal.get(calls.client(place)).orElse(newcomer));
    }
    return chosen;
  }

  EvaluationReport report(int round, double virtualSeconds) {
    List<Score> seenScores = new ArrayList<>();
    List<Score> unseenScores = new ArrayList<>();
    SortedMap<Integer, String> failed = new TreeMap<>();
    List<Result<Score>> results = calls.results();
    for (int place = 0; place < results.size(); place++) {
      switch (results.get(place)) {
        case Result.Completed<Score>(Score score) ->
            (place < seen ? seenScores : unseenScores).add(score);
        case Result.Failed<Score>(String reason) -> failed.put(calls.client(place), reason);
      }
    }
    return new EvaluationReport(
        round,
        virtualSeconds,
        depth,
        List.copyOf(seenScores),
        List.copyOf(unseenScores),
        Collections.unmodifiableSortedMap(failed));
  }
}
