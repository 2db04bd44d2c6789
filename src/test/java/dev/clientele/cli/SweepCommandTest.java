package dev.clientele.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps and comparisons of real runs of a tiny federation. */
class SweepCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(List<String> args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return CommandLines.execute(
        new PrintWriter(out), new PrintWriter(err), args.toArray(String[]::new));
  }

  private List<String> sweep(Path to, String... more) throws IOException {
    Path conf = Files.writeString(folder.resolve("tiny.conf"), EndToEndTest.TINY);
    List<String> args =
        new ArrayList<>(List.of("sweep", conf.toString(), "--out", to.toString(), "--quiet"));
    args.addAll(List.of("--set", "evaluation.kid-samples=4"));
    args.addAll(List.of(more));
    return args;
  }

  /** The second cell goes on from the first one's pre-training, which saves its time alone. */
  @Test
  void aCellHasTheBitsOfARunOfItsOwn() throws IOException {
    Path sweep = folder.resolve("sweep");
    int code = execute(sweep(sweep, "--vary", "adaptation.steps=2,5", "--metric", "unseen.loss"));
    assertEquals(0, code, err.toString());
    assertTrue(out.toString().contains("steps  seeds  unseen.loss"), out.toString());
    Path first = sweep.resolve("cells/steps=2_seed=1");
    Path second = sweep.resolve("cells/steps=5_seed=1");
    String pretraining = Files.readAllLines(second.resolve("timing.jsonl")).getFirst();
    assertEquals(
        Files.readAllLines(first.resolve("timing.jsonl")).getFirst(),
        pretraining,
        "the time of the pre-training that was taken over");
    Path alone = folder.resolve("alone");
    String config = second.resolve("config.conf").toString();
    assertEquals(0, execute(List.of("run", config, "--out", alone.toString(), "--quiet")));
    EndToEndTest.assertSameResults(alone, second);

    Path csv = folder.resolve("c.csv");
    Path png = folder.resolve("c.png");
    List<String> compare =
        List.of("compare", first.toString(), second.toString(), "--out", csv.toString());
    List<String> withPlot = new ArrayList<>(compare);
    withPlot.addAll(List.of("--plot", png.toString()));
    assertEquals(0, execute(withPlot), err.toString());
    assertTrue(out.toString().startsWith("the runs differ in adaptation.steps"), out.toString());
    assertTrue(Files.readString(csv).startsWith("runs,adaptation.steps,seeds,"));
    assertTrue(Files.size(png) > 1000);
    withPlot.addAll(List.of("--metric", "unseen.los"));
    assertEquals(1, execute(withPlot));
    assertTrue(err.toString().contains("no run has a figure unseen.los; there are "));
  }

  @Test
  void aFailedCellGivesCodeOneAndTheOthersRun() throws IOException {
    Path none = folder.resolve("none");
    Path sweep = folder.resolve("sweep");
    List<String> args =
        sweep(sweep, "--vary", "data.kind=idx,glyphs", "--set", "data.path=" + none);
    assertEquals(1, execute(args));
    assertEquals(1, err.toString().lines().count(), err.toString());
    assertTrue(err.toString().contains("1 cells failed"), err.toString());
    assertTrue(err.toString().contains("kind=idx_seed=1: " + none), err.toString());
    assertTrue(Files.exists(sweep.resolve("cells/kind=glyphs_seed=1/summary.json")));
    args.add("--list");
    assertEquals(0, execute(args));
    assertTrue(out.toString().contains("kind=glyphs_seed=1  finished"), out.toString());
    assertTrue(out.toString().contains("kind=idx_seed=1     failed: " + none), out.toString());
  }

  /** A sweep in a process of its own, so that a signal can reach it. */
  @Test
  void aSignalInterruptsASweepAndTheSameCommandGoesOn() throws Exception {
    Path cut = folder.resolve("cut");
    List<String> args = sweep(cut, "--seeds", "1,2", "--set", "rounds=16");
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
    command.addAll(args);
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    Path metrics = cut.resolve("cells/seed=1/metrics.jsonl");
    while (process.isAlive()
        && !(Files.exists(metrics) && Files.readString(metrics).contains("\"round\":3,"))) {
      Thread.sleep(20);
    }
    process.destroy();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(130, process.exitValue(), Files.readString(output));
    assertTrue(
        Files.readString(output).contains("interrupted with 0 of 2 cells finished"),
        Files.readString(output));
    assertTrue(Files.exists(cut.resolve("sweep.json")));
    assertEquals(0, execute(args), err.toString());

    Path whole = folder.resolve("whole");
    List<String> once = sweep(whole, "--seeds", "1", "--vary", "rounds=16");
    assertEquals(0, execute(once), err.toString());
    EndToEndTest.assertSameResults(
        whole.resolve("cells/rounds=16_seed=1"), cut.resolve("cells/seed=1"));
    assertTrue(Files.exists(cut.resolve("cells/seed=2/summary.json")));
  }
}
