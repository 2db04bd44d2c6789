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

/** A small federation of mixtures, measured against the truth. */
class MixtureRunTest {
  private static final String SMALL =
      """
      clientele {
        rounds = 40
        data { kind = mixture, height = 1, width = 2, components = 2, label-concentration = 0.3 }
        clients { registered = 60, cohort = 20, unseen = 36, samples = 64, held-out = 16 }
        network { kind = mlp, width = 4, hidden = [32] }
        diffusion { schedule = cosine, prediction = v, sampling-steps = 10 }
        method {
          update = alternating, embedding-width = 4, embedding-steps = 6
          embedding-learning-rate = 0.1, local-steps = 6, batch = 32, learning-rate = 1e-3
        }
        server.optimizer = momentum
        adaptation { steps = 100, batch = 64, samples = 64 }
        evaluation { every = 0, clients = 2, loss-draws = 2, kid-samples = 0 }
        checkpoint.every = 0
      }
      """;

  @TempDir private Path folder;

  private JsonNode run(String name, String... more) throws IOException {
    Path conf = Files.writeString(folder.resolve("small.conf"), SMALL);
    Path out = folder.resolve(name);
    List<String> args =
        new ArrayList<>(List.of("run", conf.toString(), "--quiet", "--out", out.toString()));
    args.addAll(List.of(more));
    StringWriter err = new StringWriter();
    int code =
        CommandLines.execute(
            new PrintWriter(new StringWriter()), new PrintWriter(err), args.toArray(String[]::new));
    assertEquals(0, code, err::toString);
    return new ObjectMapper().readTree(out.resolve("summary.json").toFile());
  }

  @Test
  void embeddingsBringTheScoreNearerToTheTruth() throws IOException {
    JsonNode summary = run("spire");
    JsonNode unseen = summary.path("unseen").path("figures");
    double own = unseen.path("score-error").path("own").asDouble();
    double population = unseen.path("score-error").path("population").asDouble();
    assertTrue(own > 0 && own < 0.7 * population, own + " against " + population);
    JsonNode attainable = unseen.path("score-error-attainable");
    assertTrue(attainable.path("own").asDouble() < own);
    assertTrue(attainable.path("population").asDouble() < population);
    JsonNode truth = summary.path("truth");
    assertEquals(
        own,
        truth.path("scoreErrorByNoise").path("spire, adapted").path("mean").asDouble(),
        0.3 * own);
    assertTrue(truth.path("probe").path("explainedVariance").asDouble() > 0.5, truth.toString());
    for (String name : List.of("score-error-by-noise", "probe")) {
      assertTrue(Files.exists(folder.resolve("spire/samples/" + name + ".png")), name);
      assertTrue(Files.exists(folder.resolve("spire/tables/" + name + ".csv")), name);
    }
  }

  @Test
  void anyMethodIsMeasured() throws IOException {
    JsonNode summary =
        run(
            "fedavg",
            "--set",
            "method.kind=fedavg",
            "--set",
            "method.embedding-width=0",
            "--set",
            "adaptation.kind=full",
            "--set",
            "adaptation.learning-rate=1e-3");
    JsonNode truth = summary.path("truth");
    assertTrue(truth.path("scoreErrorByNoise").has("fedavg + full fine-tuning, adapted"));
    assertFalse(truth.has("probe")); // a whole network is no embedding
  }
}
