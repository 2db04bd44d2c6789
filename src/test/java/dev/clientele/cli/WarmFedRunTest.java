package dev.clientele.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clientele.network.PeftFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a pre-training to WarmFed's summary, by the commands that a user gives. */
class WarmFedRunTest {
  private static final String PUBLIC =
      """
      clientele {
        name = tiny
        data { height = 8, width = 8 }
        network { width = 8, multipliers = [1], attention = [], groups = 4, label-conditioning = on }
        diffusion { steps = 50, sampling-steps = 3, guidance = 1 }
        adaptation.samples = 4
        checkpoint.every = 1
      """;

  private static final String PRETRAINING =
      PUBLIC
          + """
            rounds = 1
            clients { registered = 4, cohort = 2, unseen = 0, samples = 8, held-out = 4 }
            method { kind = fedavg, local-steps = 2, batch = 4 }
            evaluation { every = 0, clients = 1, figures = [loss], kid-samples = 0, picture-columns = 2 }
          }
          """;

  private static final String WARMFED =
      PUBLIC
          + """
            task = classification
            rounds = 2
            clients { registered = 3, cohort = 3, unseen = 0, samples = 12, held-out = 10 }
            method { kind = warmfed, local-steps = 3, batch = 4 }
            classification { widths = [8], groups = 4, shift = 1, personal-steps = 2 }
            warmfed {
              lora.rank = 2
              adapter-steps = 2
              adapter-batch = 4
              local-tuning-steps = 2
              tuning-steps = 2
            }
            evaluation { every = 1, clients = 3, loss-draws = 1, picture-columns = 3 }
          }
          """;

  @TempDir private Path folder;

  private String clientele(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = CommandLines.execute(new PrintWriter(out), new PrintWriter(err), args);
    assertEquals(0, code, err.toString());
    return out.toString();
  }

  private Path run(String text, String name, String... settings) throws IOException {
    Path conf = Files.writeString(folder.resolve(name + ".conf"), text);
    Path directory = folder.resolve(name);
    List<String> args =
        new ArrayList<>(List.of("run", conf.toString(), "--out", directory.toString(), "--quiet"));
    for (String setting : settings) {
      args.addAll(List.of("--set", setting));
    }
    clientele(args.toArray(String[]::new));
    return directory;
  }

  @Test
  void fromThePublicModelToTheSameBitsOnAnyWorkers() throws IOException {
    Path publicRun = run(PRETRAINING, "public");
    Path model = folder.resolve("model");
    clientele("export", publicRun.toString(), "--out", model.toString());
    String pretrained = "network.pretrained=" + model;
    Path one = run(WARMFED, "one", pretrained, "compute.workers=1");
    Path three = run(WARMFED, "three", pretrained, "compute.workers=3");
    EndToEndTest.assertSameResults(one, three);
    JsonNode summary = new ObjectMapper().readTree(one.resolve("summary.json").toFile());
    assertEquals("warmfed", summary.path("method").asText());
    JsonNode figures = summary.at("/seen/figures");
    for (String figure : List.of("accuracy", "accuracy-global", "loss")) {
      assertTrue(figures.at("/" + figure + "/own").isNumber(), figure);
    }
    JsonNode privacy = summary.path("privacy");
    assertTrue(privacy.path("distanceRatio-lenet").asDouble() > 0);
    assertEquals(3, privacy.path("each").size());
    assertTrue(privacy.at("/each/0/membershipHigh").isNumber());
    assertTrue(privacy.path("membershipLow").asDouble() < privacy.path("membership").asDouble());
    for (String picture : List.of("synthetic.png", "neighbours.png")) {
      assertTrue(Files.exists(one.resolve("samples").resolve(picture)), picture);
    }
    assertTrue(summary.at("/server/images").asInt() > 0);
    Path sweep = folder.resolve("sweep");
    Path conf = folder.resolve("one.conf");
    clientele(
        "sweep",
        conf.toString(),
        "--out",
        sweep.toString(),
        "--quiet",
        "--set",
        pretrained,
        "--vary",
        "rounds=1,2");
    try (Stream<Path> cells = Files.list(sweep.resolve("cells"))) {
      Path second =
          cells.filter(c -> c.getFileName().toString().contains("rounds=2")).findFirst().get();
      EndToEndTest.assertSameResults(one, second);
    }
    Path adapters = folder.resolve("adapters");
    clientele("export", one.toString(), "--out", adapters.toString(), "--adapters-of", "2");
    PeftFolder stored = new PeftFolder(adapters);
    assertEquals(2, stored.readLora().rank());
    assertTrue(stored.readWeights().norm() > 0);
  }
}
