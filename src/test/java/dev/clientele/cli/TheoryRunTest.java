package dev.clientele.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small experiments of theory through the command line. */
class TheoryRunTest {
  private static final String SMALL =
      """
      clientele.theory {
        points = 100, dimension = 3, repeats = 5, steps = 20
        dimensions = [2, 9], separations = [1, 2], sample-sizes = [50, 100], draws = [1, 2]
        weights = [0.3, 0.8]
      }
      """;

  @TempDir private Path folder;
  private final StringWriter err = new StringWriter();

  private int clientele(String... args) {
    return CommandLines.execute(new PrintWriter(new StringWriter()), new PrintWriter(err), args);
  }

  private Path run(String experiment, String name, String... more) throws IOException {
    Path conf =
        Files.writeString(
            folder.resolve(experiment + ".conf"), SMALL + "clientele.experiment = " + experiment);
    Path out = folder.resolve(name);
    List<String> args =
        new ArrayList<>(List.of("run", conf.toString(), "--quiet", "--out", out.toString()));
    args.addAll(List.of(more));
    assertEquals(0, clientele(args.toArray(String[]::new)), err::toString);
    return out;
  }

  private static JsonNode summary(Path run) throws IOException {
    return new ObjectMapper().readTree(run.resolve("summary.json").toFile());
  }

  @Test
  void mixingWeightsLeaveARunBehind() throws IOException {
    Path run = run("mixing-weights", "one", "--set", "compute.workers=1");
    assertTrue(summary(run).path("slopes by dimension").has("likelihood"));
    for (String name : List.of("trajectories", "error-by-dimension", "error-by-draws")) {
      assertTrue(Files.exists(run.resolve("samples/" + name + ".png")), name);
      assertTrue(Files.exists(run.resolve("tables/" + name + ".csv")), name);
    }
    assertTrue(Files.readString(run.resolve("manifest.json")).contains("\"end\""));
    String report = Files.readString(run.resolve("report.html"));
    assertTrue(report.contains("What was found") && report.contains("trajectories.png"));
    assertFalse(report.contains("Outcomes of the visits"));
    Path again = run("mixing-weights", "two", "--set", "compute.workers=2");
    for (String file : List.of("summary.json", "metrics.jsonl", "tables/error-by-points.csv")) {
      assertEquals(-1, Files.mismatch(run.resolve(file), again.resolve(file)), file);
    }
  }

  @Test
  void theBridgeHoldsAndAnInterruptedRunBeginsAgain() throws IOException {
    Path run = run("bridge", "bridge");
    assertTrue(summary(run).path("largestRelativeDifference").asDouble() < 1e-12);
    String metrics = Files.readString(run.resolve("metrics.jsonl"));
    assertEquals(1, clientele("resume", run.toString()));
    Files.delete(run.resolve("summary.json")); // as if it had been interrupted
    assertEquals(0, clientele("resume", "--quiet", run.toString()), err::toString);
    assertEquals(metrics, Files.readString(run.resolve("metrics.jsonl")));
  }
}
