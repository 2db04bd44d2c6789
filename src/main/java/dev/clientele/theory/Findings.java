package dev.clientele.theory;

import dev.clientele.report.Figure;
import dev.clientele.report.Table;
import java.util.List;
import java.util.SequencedMap;

/**
 * What an experiment found: a function of its configuration and seed.
 *
 * @param summary final numbers by name
 * @param tables everything that was measured
 * @param figures the same to look at
 */
public record Findings(
    SequencedMap<String, Object> summary, List<Table> tables, List<Figure> figures) {}
