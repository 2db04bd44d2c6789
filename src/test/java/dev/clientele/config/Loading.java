package dev.clientele.config;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Loads configurations from text, as a file named {@code test.conf}. */
final class Loading {
  private final Path file;

  Loading(Path folder) {
    this.file = folder.resolve("test.conf");
  }

  LoadedConfig load(String text, String... overrides) {
    return ConfigLoader.load(write(text), List.of(overrides), OptionalLong.empty());
  }

  /** What is wrong with the text, one problem an element, with the folder's name left out. */
  List<String> problems(String text, String... overrides) {
    ConfigurationException e =
        assertThrows(ConfigurationException.class, () -> load(text, overrides));
    String folder = file.getParent() + "/";
    return e.problems().stream().map(p -> p.toString().replace(folder, "")).toList();
  }

  Path write(String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
