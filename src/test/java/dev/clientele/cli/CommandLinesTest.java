package dev.clientele.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Command lines, their output and their exit codes. */
class CommandLinesTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... args) {
    return CommandLines.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("test.conf"), text).toString();
  }

  @Test
  void aWrongOptionIsAnErrorWithTheCommandsUsage() throws IOException {
    assertEquals(2, execute("config", file(""), "--nope"));
    assertEquals("clientele: Unknown option: '--nope'", err.toString().lines().findFirst().get());
    assertTrue(err.toString().contains("Usage: clientele config "));
    assertEquals("", out.toString());
  }

  @Test
  void everyErrorOfACommandLineIsReported() {
    assertEquals(2, execute("sample", "--count", "x", "--nope", "--client", "1"));
    String text = err.toString();
    assertTrue(text.contains("clientele: Unknown option: '--nope'"), text);
    assertTrue(
        text.contains("clientele: Invalid value for option '--count': 'x' is not an int"), text);
    assertTrue(text.contains("'DIR'") && text.contains("'--out=FILE.png'"), text);
  }

  @Test
  void noCommandAndAMisspeltCommandAreErrors() {
    assertEquals(2, execute());
    assertTrue(err.toString().contains("Usage: clientele "));
    assertEquals(2, execute("cnfig"));
    assertTrue(err.toString().contains("did you mean config"), err.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run", "resume", "report", "compare", "sweep", "sample", "config", "data", "verify"
      })
  void everyCommandHelps(String command) {
    assertEquals(0, execute(command, "--help"));
    assertTrue(out.toString().startsWith("Usage: clientele " + command + " "));
    assertEquals("", err.toString());
  }

  @Test
  void theVersionIsPrinted() {
    assertEquals(0, execute("--version"));
    assertEquals("clientele " + Version.current(), out.toString().strip());
  }

  @Test
  void aWrongConfigurationIsListedCompletely() throws IOException {
    String file = file("clientele {\n  rounds = -1\n  sed = 4\n}");
    for (String command : List.of("config", "data", "run")) {
      err.getBuffer().setLength(0);
      assertEquals(2, execute(command, file, "--set", "clients.cohort=0"));
      assertEquals(
          List.of(
              "--set clients.cohort=0: clientele.clients.cohort: expected a whole number from 1 to"
                  + " 1000000000 but was 0",
              file + ":2: clientele.rounds: expected a whole number of 0 or more but was -1",
              file + ":3: clientele.sed: unknown key; the nearest known one is clientele.seed"),
          err.toString().lines().toList());
    }
    assertEquals("", out.toString());
  }

  @Test
  void configPrintsEveryValueAndItsOrigin() throws IOException {
    String file = file("clientele.rounds = 3");
    assertEquals(
        0, execute("config", file, "--seed", "7", "--set", "name=x", "--set", "data.height=8"));
    List<String> lines = out.toString().lines().toList();
    assertTrue(has(lines, "clientele.rounds = 3 +# .*test.conf:1"));
    assertTrue(has(lines, "clientele.seed = 7 +# --seed 7"));
    assertTrue(has(lines, "clientele.name = \"x\" +# --set name=x"));
    assertTrue(has(lines, "clientele.data.height = 8 +# --set data.height=8"));
    assertTrue(has(lines, "clientele.data.width = 16 +# reference.conf:\\d+"));
  }

  private static boolean has(List<String> lines, String pattern) {
    return lines.stream().anyMatch(line -> line.matches(pattern));
  }

  @Test
  void dataCountsImagesAndDrawsThem() throws IOException {
    String file =
        file("clientele.clients { registered = 20, unseen = 3, samples = 64, held-out = 6 }");
    Path picture = folder.resolve("clients.png");
    assertEquals(0, execute("data", file, "--clients", "2", "--out", picture.toString()));
    List<String> lines = out.toString().lines().toList();
    assertTrue(lines.getFirst().startsWith("glyphs: 20 registered and 3 unseen clients"));
    assertTrue(has(lines, " +1 registered +64 +6 +0 .*"));
    assertTrue(has(lines, " +21 unseen +64 +6 +0 .*"));
    assertFalse(has(lines, " +2 registered .*"));
    String[] totals = lines.getLast().strip().split(" +", -1);
    assertEquals(List.of("total", "4", "shown", "256", "24", "0"), List.of(totals).subList(0, 6));
    int classes = List.of(totals).subList(6, 16).stream().mapToInt(Integer::parseInt).sum();
    assertEquals(280, classes);
    assertTrue(ImageIO.read(picture.toFile()).getWidth() >= 10 * 16);
    Path partition = folder.resolve("clients-partition.png");
    assertTrue(ImageIO.read(partition.toFile()).getWidth() >= 23 * 3);
  }

  @Test
  void dataSaysWhatWasLeftOut() throws IOException {
    Path hats = Files.createDirectories(folder.resolve("pictures/north/hat"));
    for (int i = 0; i < 4; i++) {
      ImageIO.write(new BufferedImage(3, 3, 1), "png", hats.resolve(i + ".png").toFile());
    }
    Path broken = Files.writeString(hats.resolve("x.png"), "no picture");
    String text =
        """
        clientele {
          data { kind = folder, path = "%s", cache = "%s", channels = 3, on-damaged = %s }
          clients { registered = 1, cohort = 1, unseen = 0, samples = 2, held-out = 2 }
          evaluation.clients = 1
          adaptation.samples = 1
        }
        """;
    Path cache = folder.resolve("cache");
    Path pictures = folder.resolve("pictures");
    assertEquals(0, execute("data", file(text.formatted(pictures, cache, "skip"))));
    List<String> lines = out.toString().lines().toList();
    assertTrue(has(lines, "pictures: 1 registered .*"), out.toString());
    assertTrue(has(lines, "classes: #0 hat"));
    assertTrue(has(lines, "domains: north"));
    assertTrue(has(lines, "left out: 1"));
    assertTrue(has(lines, " +0 registered +2 +2 +0 +4  north"));
    assertEquals(1, execute("data", file(text.formatted(pictures, cache, "fail"))));
    assertEquals(1, err.toString().lines().count(), err.toString());
    assertTrue(err.toString().startsWith("clientele: " + broken), err.toString());
  }

  @Test
  void dataThatCannotBeReadIsOneLineAndCodeOne() throws IOException {
    String file = file("clientele.data { kind = idx, path = \"" + folder.resolve("none") + "\" }");
    assertEquals(1, execute("data", file));
    assertEquals(1, err.toString().lines().count());
    assertTrue(err.toString().startsWith("clientele: " + folder.resolve("none")), err.toString());
  }

  @Test
  void aPictureThatCannotBeWrittenIsOneLineAndCodeOne() throws IOException {
    Path in = Files.writeString(folder.resolve("file"), "").resolve("x.png");
    assertEquals(1, execute("data", file(""), "--clients", "1", "--out", in.toString()));
    assertEquals(1, err.toString().lines().count(), err.toString());
    assertTrue(err.toString().contains("x.png"), err.toString());
  }

  @Test
  void numbersThatMeanNothingAreErrors() {
    assertEquals(2, execute("sample", "d", "--client", "-1", "--count", "4", "--out", "x.png"));
    assertEquals(2, execute("verify", "d", "--tolerance", "-1"));
    assertEquals(2, execute("data", "x.conf", "--clients", "-1"));
    assertEquals(2, execute("compare", "d", "--out", "x.txt"));
    assertEquals(2, execute("compare", "d", "--plot", "x.jpg"));
    assertEquals(2, execute("sweep", "x.conf", "--seeds", "1,x"));
  }
}
