package dev.clientele.simulation;

import dev.clientele.method.Evaluation;
import dev.clientele.method.Score;
import java.util.List;
import java.util.SortedMap;

/**
 * One evaluation. It is the simulator's own measurement and takes no virtual time.
 *
 * @param round how many rounds are behind it
 * @param virtualSeconds when
 * @param depth how thorough
 * @param seen scores of clients that train, in the order of the run's fixed selection
 * @param unseen scores of adapted clients, by number; empty before adaptation
 * @param failed why a client could not be measured, by number
 */
public record EvaluationReport(
    int round,
    double virtualSeconds,
    Evaluation.Depth depth,
    List<Score> seen,
    List<Score> unseen,
    SortedMap<Integer, String> failed) {}
