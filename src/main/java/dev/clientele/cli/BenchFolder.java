package dev.clientele.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where the scenarios of the benchmarks are: the folder bench, here or in the distribution. */
final class BenchFolder {
  private static final String ENDING = ".conf";

  private BenchFolder() {}

  /** A scenario's configuration: a file, or a name in the folder. */
  static Path find(String scenario) throws IOException {
    Path file = Path.of(scenario);
    if (Files.exists(file) || scenario.endsWith(ENDING)) {
      return file;
    }
    Path named = folder().resolve(scenario + ENDING);
    if (!Files.exists(named)) {
      throw new CommandFailure(
          "expected a configuration or one of "
              + all().stream().map(BenchFolder::name).toList()
              + " but was "
              + scenario);
    }
    return named;
  }

  /** The scenarios' configurations; all of the folder where none is named. */
  static List<Path> find(List<String> scenarios) throws IOException {
    if (scenarios.isEmpty()) {
      return all();
    }
    List<Path> files = new ArrayList<>();
    for (String each : scenarios) {
      files.add(find(each));
    }
    return files;
  }

  /** What a scenario is called. */
  static String name(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
  }

  private static List<Path> all() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.filter(f -> f.toString().endsWith(ENDING)).sorted().toList();
    }
  }

  private static Path folder() {
    Path here = Path.of("bench");
    if (Files.isDirectory(here)) {
      return here;
    }
    Path there = home().resolve("bench");
    if (!Files.isDirectory(there)) {
      throw new CommandFailure("expected a folder bench here or in " + home());
    }
    return there;
  }

  /** The distribution: the folder that holds lib, which holds our jar. */
  private static Path home() {
    try {
      Path jar =
          Path.of(BenchFolder.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return jar.resolve("..").resolve("..").normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
