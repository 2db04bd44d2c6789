package dev.clientele.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs of a tiny federation in a folder, through the command line. */
record Tiny(Path folder) {
  private static final String CONF =
      """
      clientele {
        name = tiny
        rounds = 5
        data { height = 8, width = 8 }
        clients { registered = 12, cohort = 4, unseen = 1, samples = 6, held-out = 4 }
        network { kind = mlp, hidden = [16], width = 8, multipliers = [1], attention = [], groups = 4 }
        method { local-steps = 2, batch = 3, proximal = 0.1 }
        adaptation { steps = 2, batch = 3, samples = 6 }
        policy { buffer = 3, concurrency = 6, timeout-seconds = 60, patience-visits = 100 }
        device.profiles = log-normal
        evaluation { every = 2, clients = 2, figures = [loss], loss-draws = 2, kid-samples = 0 }
        checkpoint { every = 1, events = 5 }
        compute.workers = 2
      }
      """;

  /** How a command ended. */
  record Ended(int code, String out, String err) {}

  private static Ended clientele(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = CommandLines.execute(new PrintWriter(out), new PrintWriter(err), args);
    return new Ended(code, out.toString(), err.toString());
  }

  /** Runs with some settings, such as {@code method.kind=fedavg}. */
  Ended end(String name, String... settings) throws IOException {
    Path conf = Files.writeString(folder.resolve("tiny.conf"), CONF);
    String out = folder.resolve(name).toString();
    List<String> args = new ArrayList<>(List.of("run", conf.toString(), "--out", out, "--quiet"));
    for (String setting : settings) {
      args.addAll(List.of("--set", setting));
    }
    return clientele(args.toArray(String[]::new));
  }

  /** The same for a run that has to come to its end; its directory. */
  Path run(String name, String... settings) throws IOException {
    Ended ended = end(name, settings);
    assertEquals(0, ended.code(), ended.err());
    return folder.resolve(name);
  }

  static JsonNode summary(Path run) throws IOException {
    return new ObjectMapper().readTree(run.resolve("summary.json").toFile());
  }

  static String weights(Path run) throws IOException {
    return summary(run).path("weightsSha256").asText();
  }

  /** How many lines of training in clients.jsonl have each outcome. */
  static Map<String, Integer> outcomes(Path run) throws IOException {
    Map<String, Integer> counts = new HashMap<>();
    training(run).forEach(line -> counts.merge(line.path("outcome").asText(), 1, Integer::sum));
    return counts;
  }

  /** How many of them have each fault. */
  static Map<String, Integer> faults(Path run) throws IOException {
    Map<String, Integer> counts = new HashMap<>();
    for (JsonNode line : training(run)) {
      line.path("faults").forEach(fault -> counts.merge(fault.asText(), 1, Integer::sum));
    }
    return counts;
  }

  private static List<JsonNode> training(Path run) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String text : Files.readAllLines(run.resolve("clients.jsonl"))) {
      JsonNode line = new ObjectMapper().readTree(text);
      if (line.path("phase").asText("pretraining").equals("pretraining")) {
        lines.add(line);
      }
    }
    return lines;
  }
}
