package dev.clientele.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads what a run wrote, as far as it got: a run may be going on, or have been cut off. */
public final class JsonLog {
  /** How a file read: {@code skipped} lines held no JSON object. */
  public record Outcome(boolean present, long lines, long skipped) {
    /** What a reader should know about the file; empty if nothing. */
    public Optional<String> note(String name) {
      if (!present) {
        return Optional.of(name + " is not there");
      }
      return skipped == 0
          ? Optional.empty()
          : Optional.of(name + ": " + skipped + " of " + lines + " lines could not be read");
    }
  }

  private JsonLog() {}

  /** Hands every object of a JSON-lines file over in turn, without keeping them. */
  public static Outcome read(Path file, Consumer<JsonNode> each) {
    long lines = 0;
    long skipped = 0;
    try (BufferedReader in = reader(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines++;
        Optional<JsonNode> object = object(line);
        object.ifPresent(each);
        skipped += object.isEmpty() ? 1 : 0;
      }
      return new Outcome(true, lines, skipped);
    } catch (IOException e) {
      return new Outcome(false, lines, skipped);
    }
  }

  /** The whole file as text; empty where it cannot be read. */
  public static Optional<String> text(Path file) {
    try {
      return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The JSON object that {@code text} is, if it is one. */
  public static Optional<JsonNode> object(String text) {
    try {
      JsonNode node = Json.parse(text);
      return node != null && node.isObject() ? Optional.of(node) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Unlike {@code Files.newBufferedReader}, this one does not stop at bytes that are no UTF-8. */
  private static BufferedReader reader(Path file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
  }
}
