package dev.clientele.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.report.ReportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
  @TempDir private Path folder;

  private Comparison compare(Path... runs) {
    return Comparison.of(FinishedRun.readAll(List.of(runs)));
  }

  @Test
  void aRunsNumbersHaveNames() {
    FinishedRun run = FinishedRun.read(Runs.write(folder, "a", 3, 0.5));
    assertEquals("a", run.name());
    assertEquals(3, run.seed());
    assertEquals(0.5, run.figure("unseen.loss"));
    assertEquals(1.0, run.figure("unseen.loss.population"));
    assertEquals(1.5, run.figure("unseen.loss.ownWorstDecile"));
    assertEquals(0.25, run.figure("validation.loss"));
    assertEquals(0.125, run.figure("unseen.kid-lenet"));
    assertEquals(64, run.figure("parameters.adapted"));
    assertEquals(3.75, run.figure("seconds"));
    assertEquals(600, run.figure("megabytes"));
    assertTrue(Double.isNaN(run.figure("unseen.nll")), "null in the file");
    assertFalse(run.configuration().containsKey("seed"));
  }

  @Test
  void runsThatDifferOnlyInTheirSeedsAreOneGroup() {
    Comparison comparison =
        compare(
            Runs.write(folder, "a1", 1, 0.2, "rounds=4", "name=x", "compute.workers=1"),
            Runs.write(folder, "b1", 1, 0.5, "rounds=5", "method.batch=8"),
            Runs.write(folder, "a2", 2, 0.4, "rounds=4", "compute.workers=2"),
            Runs.write(folder, "a3", 3, 0.6, "rounds=4", "checkpoint.every=3"));
    assertEquals(List.of("method.batch", "rounds"), comparison.keys());
    assertEquals(2, comparison.groups().size());
    Group a = comparison.groups().getFirst();
    assertEquals("batch=16, rounds=4", a.label());
    Estimate loss = a.estimate("unseen.loss");
    assertEquals(0.4, loss.mean(), 1e-15);
    assertEquals(0.2, loss.deviation(), 1e-15, "sqrt((0.2^2 + 0 + 0.2^2) / 2)");
    assertEquals(3, loss.count());
    Estimate alone = comparison.groups().getLast().estimate("unseen.loss");
    assertTrue(Double.isNaN(alone.deviation()));
    assertEquals(0.5, alone.low());
    assertEquals(0, a.estimate("unseen.nll").count());
  }

  @Test
  void runsOfEqualConfigurationAndSeedStandApart() {
    Comparison comparison =
        compare(Runs.write(folder, "old", 1, 0.2), Runs.write(folder, "new", 1, 0.3));
    assertEquals(List.of("run"), comparison.keys());
    assertEquals(List.of("old", "new"), comparison.groups().stream().map(Group::label).toList());
    assertTrue(Double.isNaN(comparison.groups().getFirst().estimate("unseen.loss").deviation()));
  }

  @Test
  void aKeyThatOnlyOneVersionKnowsIsADifference() throws IOException {
    Path a = Runs.write(folder, "a", 1, 0.2);
    Path b = Runs.write(folder, "b", 1, 0.2);
    Files.writeString(
        b.resolve("config.conf"), "\nclientele.method.new-key = 3\n", StandardOpenOption.APPEND);
    assertEquals(List.of("method.new-key"), compare(a, b).keys());
    assertEquals("\u2013", compare(a, b).groups().getFirst().settings().get("method.new-key"));
  }

  @Test
  void whatIsNoFinishedRunIsNamed() throws IOException {
    Path good = Runs.write(folder, "good", 1, 0.2);
    Path unfinished = Runs.write(folder, "unfinished", 1, 0.2);
    Files.delete(unfinished.resolve("summary.json"));
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path damaged = Runs.write(folder, "damaged", 1, 0.2);
    Files.writeString(damaged.resolve("summary.json"), "{\"un");
    Path none = folder.resolve("none");
    ReportException e =
        assertThrows(
            ReportException.class,
            () -> FinishedRun.readAll(List.of(good, unfinished, empty, damaged, none)));
    String text = e.getMessage();
    assertTrue(text.contains("unfinished: expected a finished run"), text);
    assertTrue(text.contains("clientele resume"), text);
    assertTrue(text.contains("empty holds no run"), text);
    assertTrue(text.contains("damaged/summary.json: expected a JSON object"), text);
    assertTrue(text.contains("there is no directory " + none), text);
    assertFalse(text.contains("good"), text);
  }

  @Test
  void fewGroupsAreColumnsAndManyAreRows() {
    Path a = Runs.write(folder, "a", 1, 0.25, "rounds=4");
    Path b = Runs.write(folder, "b", 1, 0.5, "rounds=5");
    Path b2 = Runs.write(folder, "b2", 2, 0.7, "rounds=5");
    List<String> few =
        ComparisonTable.text(compare(a, b, b2), List.of("unseen.loss")).lines().toList();
    assertEquals("                  a                b", few.get(0));
    assertEquals("rounds            4                5", few.get(1));
    assertEquals("seeds             1              1 2", few.get(2));
    assertEquals("unseen.loss  0.2500  0.6000 \u00b1 0.1414", few.get(3));
    Path[] many = new Path[6];
    for (int i = 0; i < many.length; i++) {
      many[i] = Runs.write(folder, "m" + i, 1, 0.1 * i, "rounds=" + i);
    }
    List<String> lines = ComparisonTable.text(compare(many), List.of()).lines().toList();
    assertEquals(
        List.of(
            "rounds",
            "seeds",
            "unseen.kid-lenet",
            "unseen.loss",
            "unseen.nll",
            "parameters.adapted",
            "bytes.down",
            "bytes.up",
            "seconds"),
        List.of(lines.getFirst().strip().split(" +", -1)));
    assertEquals(7, lines.size());
  }

  @Test
  void csvHasEveryFigureWithAllItsDigits() {
    List<List<String>> rows =
        ComparisonTable.csv(
            compare(
                Runs.write(folder, "a", 1, 0.1, "rounds=4"),
                Runs.write(folder, "b", 2, 0.3, "rounds=4")));
    List<String> head = rows.getFirst();
    List<String> row = rows.get(1);
    assertEquals("a b", row.get(head.indexOf("runs")));
    assertEquals("1 2", row.get(head.indexOf("seeds")));
    assertEquals("0.2", row.get(head.indexOf("unseen.loss")));
    assertEquals(
        Double.toString(Math.sqrt(0.02)).substring(0, 12),
        row.get(head.indexOf("unseen.loss deviation")).substring(0, 12));
    assertEquals("64", row.get(head.indexOf("parameters.adapted")));
  }
}
