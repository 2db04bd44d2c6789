package dev.clientele.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A run's directory and the places of its files. Paths only: immutable and safe to share; who
 * writes a file is the only one to write it.
 */
public final class RunDirectory {
  private final Path root;

  private RunDirectory(Path root) {
    this.root = root;
  }

  /**
   * Makes the directory for a new run.
   *
   * @param force delete the files of a run that is there already, and nothing else
   * @throws ReportException if the directory holds a run and {@code force} is false, or cannot be
   *     made or written
   */
  public static RunDirectory create(Path root, boolean force) {
    RunDirectory run = new RunDirectory(root);
    if (run.holdsRun() && !force) {
      throw new ReportException(
          root + " holds a run already; --force replaces it, --out names another directory");
    }
    try {
      for (Path file : run.files()) {
        deleteTree(file);
      }
      Files.createDirectories(run.checkpoint());
      Files.createDirectories(run.samples());
      Path probe = root.resolve(".probe");
      Files.write(probe, new byte[0]);
      Files.delete(probe);
    } catch (IOException e) {
      throw new ReportException(
          "cannot write the run's directory " + root + ": " + AtomicFile.reason(e), e);
    }
    return run;
  }

  /**
   * The directory of a run that is there.
   *
   * @throws ReportException if there is none
   */
  public static RunDirectory open(Path root) {
    if (!Files.isDirectory(root)) {
      throw new ReportException("there is no directory " + root);
    }
    RunDirectory run = new RunDirectory(root);
    if (!run.holdsRun()) {
      throw new ReportException(root + " holds no run: expected one of " + run.names() + " in it");
    }
    return run;
  }

  public Path root() {
    return root;
  }

  /** The run's name: the directory's last part. */
  public String name() {
    return root.toAbsolutePath().normalize().getFileName().toString();
  }

  /** The resolved configuration. */
  public Path config() {
    return root.resolve("config.conf");
  }

  /** {@link Manifest}: where the run comes from. */
  public Path manifest() {
    return root.resolve("manifest.json");
  }

  /** {@link JsonLines}: rounds, evaluations and phases; a function of configuration and seed. */
  public Path metrics() {
    return root.resolve("metrics.jsonl");
  }

  /** {@link JsonLines}: client visits; a function of configuration and seed. */
  public Path clients() {
    return root.resolve("clients.jsonl");
  }

  /** {@link Summary}: final metrics; a function of configuration and seed. */
  public Path summary() {
    return root.resolve("summary.json");
  }

  /** {@link JsonLines}: what a clock on the wall or a machine decides. */
  public Path timing() {
    return root.resolve("timing.jsonl");
  }

  /** The folder of checkpoints. */
  public Path checkpoint() {
    return root.resolve("checkpoint");
  }

  /** The folder of sample grids. */
  public Path samples() {
    return root.resolve("samples");
  }

  /** The folder of {@link Table}s. */
  public Path tables() {
    return root.resolve("tables");
  }

  /** {@link HtmlReport}. */
  public Path report() {
    return root.resolve("report.html");
  }

  /** Everything that was logged. */
  public Path log() {
    return root.resolve("log.txt");
  }

  /** The pictures in {@link #samples()}, by name; none where the folder cannot be read. */
  public List<Path> pictures() {
    if (!Files.isDirectory(samples())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(samples())) {
      return files.filter(f -> f.getFileName().toString().endsWith(".png")).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Replaces a small text file of this directory, in UTF-8, whole or not at all. */
  public void write(Path file, String text) {
    AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private boolean holdsRun() {
    return Stream.of(config(), manifest(), metrics(), summary()).anyMatch(Files::exists);
  }

  private String names() {
    return String.join(
        ", ",
        Stream.of(config(), manifest(), metrics(), summary())
            .map(f -> f.getFileName().toString())
            .toList());
  }

  private List<Path> files() {
    return List.of(
        config(),
        manifest(),
        metrics(),
        clients(),
        summary(),
        timing(),
        checkpoint(),
        samples(),
        tables(),
        report(),
        log());
  }

  /** Deletes a file, or a folder with everything in it; links are deleted, not followed. */
  private static void deleteTree(Path file) throws IOException {
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> walk = Files.walk(file)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.delete(each);
    }
  }
}
