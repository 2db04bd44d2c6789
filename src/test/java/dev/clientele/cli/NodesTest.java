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
        rounds = 3
        data { height = 8, width = 8 }
        clients { registered = 40, cohort = 8, unseen = 2, samples = 8, held-out = 6 }
        network { kind = mlp, hidden = [100, 100], width = 8 }
        diffusion { sampling-steps = 2 }
        method { local-steps = 1000, batch = 4, update = alternating, embedding-steps = 2 }
        adaptation { steps = 4, batch = 4, samples = 8 }
        evaluation { every = 0, clients = 2, figures = [loss], loss-draws = 2, picture-columns = 2 }
        checkpoint { every = 1 }
        compute { workers = 2 }
      }
      """;

  @TempDir private Path folder;

  private final StringWriter said = new StringWriter();

  private Path run(String name, String... more) throws IOException {
    Path conf = Files.writeString(folder.resolve("nodes.conf"), TINY);
    Path directory = folder.resolve(name);
    List<String> args =
        new ArrayList<>(List.of("run", conf.toString(), "--out", directory.toString(), "--quiet"));
    args.addAll(List.of(more));
    StringWriter errors = new StringWriter();
    int code =
        CommandLines.execute(
            new PrintWriter(said), new PrintWriter(errors), args.toArray(String[]::new));
    assertEquals(0, code, () -> errors + "\n" + said);
    return directory;
  }

  @Test
  void sameBitsInOneProcessAndOnNodesOneOfWhichIsKilled() throws Exception {
    Path one = run("one");
    EndToEndTest.assertSameResults(one, run("two", "--nodes", "2"));

    Thread killer = Thread.ofPlatform().start(() -> killOne(folder.resolve("three")));
    Path three = run("three", "--nodes", "2");
    killer.join();
    EndToEndTest.assertSameResults(one, three);
    String log = Files.readString(three.resolve("log.txt"));
    assertTrue(log.matches("(?s).* is lost; [1-9][0-9]* visits are begun again.*"), log);
  }

  /** In the middle of the second round. */
  private static void killOne(Path run) {
    try {
      Path saved = run.resolve("checkpoint").resolve("round-00000001");
      while (!Files.exists(saved)) {
        Thread.sleep(5);
      }
      Thread.sleep(300); // the next round's visits take seconds
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    ProcessHandle.current().children().findFirst().orElseThrow().destroyForcibly();
  }
}
