package dev.clientele.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clientele.config.SweepLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sweep leaves behind. */
class SweepReportTest {
  private static final String TEXT =
      """
      clientele.sweep {
        variants = [
          { name = SPIRE, set { method.kind = spire } }
          { name = "FedAvg <all>", set { method.kind = fedavg } }
        ]
        vary { adaptation.samples = [8, 32] }
        seeds = [1, 2]
        metrics = [unseen.loss, unseen.nothing]
        tune { vary { adaptation.learning-rate = [1e-3, 1e-2] } }
      }
      """;

  @TempDir private Path folder;

  private SweepReport report(FakeRunner runner) throws IOException {
    Path file = Files.writeString(folder.resolve("test.conf"), TEXT);
    Grid grid =
        Grid.load(
            file, List.of(), SweepLoader.load(file, List.of(), List.of(), List.of(), List.of()));
    SweepDirectory directory = new SweepDirectory(folder.resolve("sweep"));
    SweepProgress silent =
        new SweepProgress() {
          @Override
          public void begins(Cell cell, int number, int of, Optional<Path> pretrained) {}

          @Override
          public void ended(Cell cell, CellState state, String failure) {}

          @Override
          public void chosen(Choice choice) {}
        };
    SweepResult result =
        new SweepRun(grid, directory, runner, silent, Pretrainings.NONE, () -> false, false)
            .run(_ -> {});
    return new SweepReport("test", directory, result);
  }

  private static double[] losses(Cell cell) {
    int samples = cell.config().config().adaptation().samples();
    double rate = cell.config().config().adaptation().learningRate();
    return new double[] {1.0 / samples + 0.01 * cell.seed(), rate};
  }

  @Test
  void writesTablesAndPictures() throws IOException {
    FakeRunner runner = new FakeRunner(SweepReportTest::losses);
    runner.failing.add(CellNames.of(values("SPIRE", "32", "1e-3"), 2));
    SweepReport report = report(runner);
    report.write();
    Path sweep = folder.resolve("sweep");
    JsonNode json = new ObjectMapper().readTree(sweep.resolve("sweep.json").toFile());
    assertEquals("validation.loss", json.at("/tune/figure").asText());
    assertEquals(16, json.at("/cells").size());
    assertEquals(4, json.at("/results").size());
    assertEquals("1e-3", json.at("/results/0/values/adaptation.learning-rate").asText());
    assertEquals(0.14, json.at("/results/0/figures/unseen.loss/mean").asDouble(), 1e-12);
    assertEquals(2, json.at("/results/0/figures/unseen.loss/count").asInt());
    assertEquals(1, json.at("/results/1/figures/unseen.loss/count").asInt(), "one seed failed");
    assertEquals(0.001, json.at("/choices/0/figures/0").asDouble());

    List<String> csv = Files.readAllLines(sweep.resolve("sweep.csv"));
    assertEquals(17, csv.size());
    assertTrue(
        csv.getFirst()
            .startsWith(
                "cell,variant,adaptation.samples,adaptation.learning-rate,"
                    + "seed,state,reported,failure,parameters.shared"));
    assertTrue(csv.stream().anyMatch(l -> l.contains(",failed,yes,no memory is left,")));
    assertTrue(csv.stream().anyMatch(l -> l.contains(",2,waiting,no,,")), "not chosen, not run");

    String html = Files.readString(sweep.resolve("sweep.html"));
    assertTrue(html.contains("A sweep of 16 cells: 11 finished, 1 failed."), html);
    assertTrue(html.contains("FedAvg &lt;all&gt;") && !html.contains("<all>"));
    assertTrue(html.contains("0.1400 \u00b1 0.0071"));
    assertTrue(Files.size(sweep.resolve("sweep.png")) > 1000);
    assertTrue(Files.size(sweep.resolve("heatmap.png")) > 1000);
    assertTrue(report.table().startsWith("variant       samples  learning-rate  seeds"));
  }

  private static SequencedMap<String, String> values(String variant, String samples, String rate) {
    SequencedMap<String, String> values = new LinkedHashMap<>();
    values.put("variant", variant);
    values.put("adaptation.samples", samples);
    values.put("adaptation.learning-rate", rate);
    return values;
  }

  @Test
  void namesAreSafeAndDifferWhereTheirValuesDo() {
    assertEquals(
        "variant=SPIRE_samples=8_learning-rate=1e-3_seed=-1",
        CellNames.of(values("SPIRE", "8", "1e-3"), -1));
    String odd = CellNames.of(values("a/../b", "8", "1"), 1);
    assertTrue(odd.matches("variant=a-..-b_samples=8_learning-rate=1_seed=1_[0-9a-f]{8}"), odd);
    assertFalse(odd.equals(CellNames.of(values("a-..-b", "8", "1"), 1)));
    String lengthy = CellNames.of(values("x".repeat(500), "8", "1"), 1);
    assertTrue(lengthy.length() < 140, lengthy);
    assertFalse(lengthy.equals(CellNames.of(values("x".repeat(501), "8", "1"), 1)));
  }
}
