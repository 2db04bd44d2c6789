package dev.clientele.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clientele.network.DiffusersFolder;
import dev.clientele.network.Initializer;
import dev.clientele.network.UNetSpec;
import dev.clientele.tensor.RandomKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs of a tiny federation through the command line. */
class EndToEndTest {
  static final String TINY =
      """
      clientele {
        name = tiny
        rounds = 4
        data { height = 8, width = 8 }
        clients { registered = 40, cohort = 5, unseen = 2, samples = 8, held-out = 6 }
        network { width = 8, multipliers = [1, 4], groups = 4, label-conditioning = on }
        diffusion { sampling-steps = 4, prediction = v }
        method { local-steps = 3, batch = 4, update = alternating, embedding-steps = 2 }
        adaptation { steps = 4, batch = 4, samples = 8 }
        evaluation {
          every = 2
          clients = 2
          figures = [loss, kid, fid, nll, memorisation, membership]
          loss-draws = 2
          kid-samples = 6
          nll-draws = 2
          forgetting-clients = 2
          picture-columns = 3
        }
        checkpoint { every = 1 }
      }
      """;

  @TempDir private Path folder;

  private record Ended(int code, String out, String err) {}

  private static Ended clientele(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = CommandLines.execute(new PrintWriter(out), new PrintWriter(err), args);
    return new Ended(code, out.toString(), err.toString());
  }

  private Path run(String name, String... more) throws IOException {
    Path conf = Files.writeString(folder.resolve("tiny.conf"), TINY);
    Path directory = folder.resolve(name);
    List<String> args =
        new ArrayList<>(List.of("run", conf.toString(), "--out", directory.toString(), "--quiet"));
    args.addAll(List.of(more));
    Ended ended = clientele(args.toArray(String[]::new));
    assertEquals(0, ended.code(), ended.err());
    return directory;
  }

  /** The bytes that are a function of configuration and seed. */
  private static SortedMap<String, byte[]> results(Path run) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(run)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = run.relativize(file).toString();
        if (name.matches("metrics.jsonl|clients.jsonl|summary.json|checkpoint.*|samples.*")) {
          files.put(name, Files.readAllBytes(file));
        }
      }
    }
    return files;
  }

  static void assertSameResults(Path expected, Path actual) throws IOException {
    SortedMap<String, byte[]> a = results(expected);
    SortedMap<String, byte[]> b = results(actual);
    assertEquals(a.keySet(), b.keySet());
    assertTrue(a.size() >= 8, "too few files: " + a.keySet());
    for (String file : a.keySet()) {
      assertArrayEquals(a.get(file), b.get(file), file);
    }
  }

  @Test
  void sameBitsWhateverTheWorkers() throws IOException {
    Path one = run("one", "--set", "compute.workers=1");
    assertSameResults(one, run("two", "--set", "compute.workers=2"));
    assertSameResults(one, run("four", "--set", "compute.workers=4"));
    assertSameResults(one, run("again", "--set", "compute.workers=1"));
  }

  @Test
  void anotherSeedGivesOtherWeights() throws IOException {
    JsonNode a = summary(run("a"));
    JsonNode b = summary(run("b", "--seed", "2"));
    assertTrue(!a.get("weightsSha256").equals(b.get("weightsSha256")));
  }

  private static JsonNode summary(Path run) throws IOException {
    return new ObjectMapper().readTree(run.resolve("summary.json").toFile());
  }

  @Test
  void writesWhatTheContractPromises() throws IOException {
    Path run = run("run");
    JsonNode summary = summary(run);
    assertEquals(20, summary.at("/outcomes/completed").asInt());
    assertEquals(2, summary.at("/outcomes/adapted").asInt());
    assertEquals(32, summary.at("/parameters/adapted").asInt());
    assertTrue(summary.at("/unseen/figures/loss/own").asDouble() > 0);
    for (String figure : List.of("kid-lenet", "fid-lenet", "nll", "memorisation", "membership")) {
      assertTrue(summary.at("/seen/figures/" + figure + "/own").isNumber(), figure);
    }
    JsonNode old = summary.at("/unseen/figures/loss-old-clients");
    assertEquals(old.get("population"), old.get("own"), "SPIRE forgets nothing");
    assertTrue(summary.at("/seen/figures/loss-old-clients").isMissingNode());
    assertEquals(22, Files.readAllLines(run.resolve("clients.jsonl")).size());
    for (String file : List.of("config.conf", "manifest.json", "timing.jsonl", "report.html")) {
      assertTrue(Files.size(run.resolve(file)) > 0, file);
    }
    assertTrue(ImageIO.read(run.resolve("samples/clients.png").toFile()).getWidth() > 50);

    Path picture = folder.resolve("sample.png");
    Ended sample =
        clientele(
            "sample",
            run.toString(),
            "--client",
            "40",
            "--count",
            "4",
            "--out",
            picture.toString());
    assertEquals(0, sample.code(), sample.err());
    assertTrue(ImageIO.read(picture.toFile()).getHeight() > 8);

    // Twenty visits of four rounds: enough clients for three folds.
    Path map = folder.resolve("map.png");
    Ended probe =
        clientele(
            "probe", run.toString(), "--folds", "3", "--clients", "seen", "--out", map.toString());
    assertEquals(0, probe.code(), probe.err());
    assertTrue(probe.out().contains("rotation") && probe.out().contains("ink"), probe.out());
    assertTrue(probe.out().startsWith("15 clients"), probe.out());
    assertTrue(ImageIO.read(map.toFile()).getWidth() > 1000, "two charts side by side");
    assertEquals(1, clientele("probe", run.toString(), "--folds", "20").code());
    assertEquals(1, clientele("probe", run.toString(), "--clients", "unseen").code());
    assertEquals(2, clientele("probe", run.toString(), "--folds", "1").code());

    assertEquals(0, clientele("report", run.toString()).code());
    Ended complete = clientele("resume", run.toString());
    assertEquals(1, complete.code());
    assertTrue(complete.err().contains("complete"), complete.err());
  }

  @Test
  void refusesADirectoryThatHoldsARun() throws IOException {
    Path run = run("run", "--set", "rounds=1");
    Path conf = folder.resolve("tiny.conf");
    Ended refused = clientele("run", conf.toString(), "--out", run.toString(), "--quiet");
    assertEquals(1, refused.code());
    assertTrue(refused.err().contains("--force"), refused.err());
    run("run", "--set", "rounds=1", "--force");
  }

  @Test
  void fedAvgHasNothingToAdapt() throws IOException {
    JsonNode summary = summary(run("fedavg", "--set", "method.kind=fedavg"));
    assertEquals(0, summary.at("/parameters/adapted").asInt());
    assertEquals(
        summary.at("/unseen/figures/loss/own").asDouble(),
        summary.at("/unseen/figures/loss/population").asDouble());
  }

  @Test
  void clientsToChooseByAreReportedApart() throws IOException {
    JsonNode plain = summary(run("plain", "--set", "rounds=1"));
    assertTrue(plain.path("validation").isMissingNode());
    JsonNode with =
        summary(run("apart", "--set", "rounds=1", "--set", "clients.validation-clients=2"));
    assertEquals(2, with.at("/validation/clients").asInt());
    assertTrue(with.at("/validation/figures/loss/own").isNumber());
    assertEquals(plain.path("unseen"), with.path("unseen"));
  }

  @Test
  void aMissingDataFileIsOneLine() throws IOException {
    assertOneLine("data.kind=idx", "data.path=" + folder.resolve("nowhere"));
  }

  /** Before the training, not after it. */
  @Test
  void aMissingFeatureNetworkIsOneLine() throws IOException {
    assertOneLine(
        "evaluation.features=onnx", "evaluation.onnx.path=" + folder.resolve("nowhere.onnx"));
  }

  private void assertOneLine(String first, String second) throws IOException {
    Path conf = Files.writeString(folder.resolve("tiny.conf"), TINY);
    String run = folder.resolve("x").toString();
    Ended ended =
        clientele("run", conf.toString(), "--out", run, "--quiet", "--set", first, "--set", second);
    assertEquals(1, ended.code());
    assertEquals(1, ended.err().strip().lines().count(), ended.err());
    assertTrue(ended.err().contains("nowhere"), ended.err());
  }

  @Test
  void aDenseNetworkRunsToo() throws IOException {
    JsonNode summary = summary(run("mlp", "--set", "network.kind=mlp"));
    assertEquals(32, summary.at("/parameters/adapted").asInt());
  }

  @Test
  void startsFromADiffusersFolder() throws IOException {
    UNetSpec spec = UNetSpec.of(8, 8, 1, List.of(8, 16), 1, List.of(1), 0, 4, 0);
    Path model = folder.resolve("model");
    new DiffusersFolder(model).write(spec, Initializer.weights(spec.layout(), RandomKey.of(3)));
    Path run =
        run(
            "pretrained",
            "--set",
            "network.pretrained=" + model,
            "--set",
            "rounds=0",
            "--set",
            "network.label-conditioning=off");
    assertEquals(spec.layout().size(), summary(run).at("/parameters/shared").asInt());
    Ended wrong =
        clientele(
            "run",
            folder.resolve("tiny.conf").toString(),
            "--out",
            folder.resolve("wrong").toString(),
            "--set",
            "network.pretrained=" + model,
            "--set",
            "network.label-conditioning=off",
            "--set",
            "data.channels=3");
    assertEquals(1, wrong.code());
    assertTrue(wrong.err().contains("channels"), wrong.err());
  }

  /** A run in a process of its own, so that a signal can reach it. */
  @Test
  void sigtermCheckpointsAndResumeGivesTheSameBits() throws Exception {
    Path whole = run("whole", "--set", "rounds=40", "--set", "checkpoint.every=25");
    Path cut = folder.resolve("cut");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.clientele.Clientele"));
    command.addAll(List.of("run", folder.resolve("tiny.conf").toString(), "--quiet"));
    command.addAll(List.of("--out", cut.toString(), "--set", "rounds=40"));
    command.addAll(List.of("--set", "checkpoint.every=25"));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.txt").toFile())
            .start();
    Path metrics = cut.resolve("metrics.jsonl");
    while (process.isAlive()
        && !(Files.exists(metrics) && Files.readString(metrics).contains("\"round\":7,"))) {
      Thread.sleep(20);
    }
    process.destroy();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(130, process.exitValue(), Files.readString(folder.resolve("output.txt")));
    assertTrue(Files.readString(folder.resolve("output.txt")).contains("clientele resume"));
    assertTrue(Files.notExists(cut.resolve("summary.json")));

    try (Stream<Path> checkpoints = Files.list(cut.resolve("checkpoint"))) {
      assertTrue(checkpoints.anyMatch(c -> c.toString().endsWith("-interrupted")));
    }
    Ended resumed = clientele("resume", cut.toString());
    assertEquals(0, resumed.code(), resumed.err());
    assertSameResults(whole, cut);
  }
}
