package dev.clientele.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.wire.Certificates;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server and two workers, each a process of its own. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class NodesTest {
  /** Updates of more numbers than a message takes. */
  private static final String TINY =
      """
      clientele {
        name = nodes
        rounds = 6
        data { height = 8, width = 8 }
        clients { registered = 40, cohort = 8, unseen = 2, samples = 8, held-out = 6 }
        network { kind = mlp, hidden = [100, 100], width = 8 }
        diffusion { sampling-steps = 2 }
        method { local-steps = 1500, batch = 4, update = alternating, embedding-steps = 2 }
        adaptation { steps = 4, batch = 4, samples = 8 }
        evaluation { every = 0, clients = 2, figures = [loss], loss-draws = 2, picture-columns = 2 }
        checkpoint { every = 1 }
        compute { workers = 2 }
      }
      """;

  private static final Pattern ADDRESS = Pattern.compile("nodes join at (\\S+)");

  @TempDir private Path folder;

  private final StringWriter said = new StringWriter();
  private final List<ChildJvm> children = new ArrayList<>();
  private Path conf;

  @BeforeEach
  void configure() throws IOException {
    conf = Files.writeString(folder.resolve("nodes.conf"), TINY);
  }

  @AfterEach
  void endChildren() {
    children.forEach(ChildJvm::close);
  }

  private Path run(String name, String... more) {
    Path directory = folder.resolve(name);
    List<String> args =
        new ArrayList<>(List.of("run", conf.toString(), "--out", directory.toString()));
    args.addAll(List.of(more));
    execute(args);
    return directory;
  }

  private void execute(List<String> args) {
    StringWriter errors = new StringWriter();
    List<String> quiet = new ArrayList<>(args);
    quiet.add("--quiet");
    int code =
        CommandLines.execute(
            new PrintWriter(said), new PrintWriter(errors), quiet.toArray(String[]::new));
    assertEquals(0, code, () -> errors + "\n" + said);
  }

  /** A node, a process of its own; the lines that it says. */
  private ChildJvm node(List<String> lines, String... more) {
    List<String> args = new ArrayList<>(List.of("node", conf.toString()));
    args.addAll(List.of(more));
    ChildJvm child = ChildJvm.start(List.of(), args, lines::add);
    children.add(child);
    return child;
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    await(condition, () -> "waited for three minutes");
  }

  private static void await(BooleanSupplier condition, Supplier<String> otherwise)
      throws InterruptedException {
    long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, otherwise);
      Thread.sleep(20);
    }
  }

  private static boolean has(Path file, String text) {
    try {
      return Files.exists(file) && Files.readString(file).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String address(Supplier<String> lines) throws InterruptedException {
    await(() -> ADDRESS.matcher(lines.get()).find());
    Matcher found = ADDRESS.matcher(lines.get());
    assertTrue(found.find());
    return found.group(1);
  }

  private static Path saved(Path run, int round) {
    return run.resolve("checkpoint").resolve("round-%08d".formatted(round));
  }

  private static void signal(String name, long pid) throws IOException, InterruptedException {
    List<String> command = List.of("kill", "-" + name, Long.toString(pid));
    assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
  }

  @Test
  void sameBitsInOneProcessAndOnNodesWhateverHappensToThem() throws Exception {
    Path one = run("one");
    EndToEndTest.assertSameResults(one, run("two", "--nodes", "2"));
    killANode(one);
    pauseANode(one);
    killTheServer(one);
  }

  @Test
  void compressedUpdatesAreSummedToTheSameBitsOnNodes() throws Exception {
    String[] settings = {
      "--set", "method.compression.kind=top-k",
      "--set", "method.compression.share=0.1",
      "--set", "compute.transfer=changes",
      "--set", "method.local-steps=20",
      "--set", "rounds=2"
    };
    Path one = run("one", settings);
    List<String> onNodes = new ArrayList<>(List.of(settings));
    onNodes.addAll(List.of("--nodes", "2"));
    Path two = run("two", onNodes.toArray(String[]::new));
    EndToEndTest.assertSameResults(one, two);
    assertTrue(has(one.resolve("config.conf"), "top-k"));
  }

  private void killANode(Path one) throws Exception {
    Thread killer = Thread.ofPlatform().start(() -> killOne(folder.resolve("killed")));
    Path run = run("killed", "--nodes", "2");
    killer.join();
    EndToEndTest.assertSameResults(one, run);
    String log = Files.readString(run.resolve("log.txt"));
    assertTrue(log.matches("(?s).* is lost; [1-9][0-9]* visits are begun again.*"), log);
  }

  /** In the middle of a round. */
  private static void killOne(Path run) {
    try {
      await(() -> Files.exists(saved(run, 1)));
      ProcessHandle node = ProcessHandle.current().children().findFirst().orElseThrow();
      stopAtWork(run, node.pid());
      signal("KILL", node.pid());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Stops a node that has visits in hand: nothing is saved until it is given up. */
  private static void stopAtWork(Path run, long node) throws IOException, InterruptedException {
    List<Path> before;
    do {
      signal("CONT", node);
      Thread.sleep(150); // a round takes longer
      signal("STOP", node);
      before = checkpoints(run);
      Thread.sleep(1500); // a round that the other node does alone does not
    } while (!checkpoints(run).equals(before));
  }

  private static List<Path> checkpoints(Path run) throws IOException {
    try (Stream<Path> files = Files.list(run.resolve("checkpoint"))) {
      return files.sorted().toList();
    }
  }

  /**
   * Its place is taken by one that joins meanwhile, and what it says when it wakes is ignored. All
   * connections are encrypted.
   */
  private void pauseANode(Path one) throws Exception {
    String keys = Certificates.make(folder.resolve("keys")).toString();
    Path run = folder.resolve("paused");
    said.getBuffer().setLength(0);
    Thread server = Thread.ofPlatform().start(() -> run("paused", "--nodes", "0", "--keys", keys));
    String address = address(said::toString);
    String[] worker = {"--role", "worker", "--join", address, "--keys", keys};
    List<String> lines = new CopyOnWriteArrayList<>();
    ChildJvm first = node(lines, worker);
    await(() -> Files.exists(saved(run, 1)));
    stopAtWork(run, first.pid());
    node(new CopyOnWriteArrayList<>(), worker);
    await(() -> has(run.resolve("log.txt"), " is lost; ") || !server.isAlive());
    signal("CONT", first.pid());
    server.join();
    EndToEndTest.assertSameResults(one, run);
    await(() -> !first.isAlive(), () -> "the node that was given up did not end: " + lines);
  }

  private void killTheServer(Path one) throws Exception {
    Path run = folder.resolve("resumed");
    List<String> lines = new CopyOnWriteArrayList<>();
    ChildJvm server = node(lines, "--role", "server", "--out", run.toString(), "--quiet");
    String address = address(() -> String.join("\n", lines));
    ChildJvm worker = node(new CopyOnWriteArrayList<>(), "--role", "worker", "--join", address);
    await(() -> Files.exists(saved(run, 1)));
    signal("KILL", server.pid());
    execute(List.of("resume", run.toString(), "--nodes", "2"));
    EndToEndTest.assertSameResults(one, run);
    await(() -> !worker.isAlive());
  }
}
