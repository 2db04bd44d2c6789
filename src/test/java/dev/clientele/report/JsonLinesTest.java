package dev.clientele.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesTest {
  @TempDir Path folder;

  private record Visit(int round, String outcome, double loss, float share) {}

  @Test
  void writesFieldsInOrderAndShortestDoubles() throws IOException {
    Path file = folder.resolve("log.jsonl");
    SequencedMap<String, Object> fields = new LinkedHashMap<>();
    fields.put("zebra", 1);
    fields.put("apple", 0.1 + 0.2);
    fields.put("nan", Double.NaN);
    fields.put("many", List.of(1e-7, Double.POSITIVE_INFINITY, 2.0));
    fields.put("text", "a \"b\"\n\u00e9");
    try (JsonLines log = JsonLines.open(file)) {
      log.write(fields);
      log.write(new Visit(3, "completed", 1.0, 0.1f));
      assertEquals(Files.size(file), log.position(), "every line is in the file at once");
    }
    assertEquals(
        """
        {"zebra":1,"apple":0.30000000000000004,"nan":null,"many":[1.0E-7,null,2.0],"text":"a \\"b\\"\\n\u00e9"}
        {"round":3,"outcome":"completed","loss":1.0,"share":0.1}
        """,
        Files.readString(file));
  }

  @Test
  void continuesAfterACheckpointByteForByte() throws IOException {
    Path whole = folder.resolve("whole.jsonl");
    try (JsonLines log = JsonLines.open(whole)) {
      rounds(log, 0, 8);
    }
    Path resumed = folder.resolve("resumed.jsonl");
    long checkpoint;
    try (JsonLines log = JsonLines.open(resumed)) {
      rounds(log, 0, 5);
      log.sync();
      checkpoint = log.position();
      rounds(log, 5, 7);
    }
    Files.writeString(resumed, "{\"round\":7,\"lo", StandardOpenOption.APPEND);
    try (JsonLines log = JsonLines.open(resumed)) {
      log.truncate(checkpoint);
      assertEquals(checkpoint, log.position());
      rounds(log, 5, 8);
    }
    assertArrayEquals(Files.readAllBytes(whole), Files.readAllBytes(resumed));
  }

  @Test
  void cutsATornLine() throws IOException {
    Path file = folder.resolve("torn.jsonl");
    Files.writeString(file, "{\"round\":1}\n{\"rou");
    try (JsonLines log = JsonLines.open(file)) {
      assertEquals(12, log.position());
      log.write(new Visit(2, "failed", Double.NaN, 1));
    }
    assertEquals(
        "{\"round\":1}\n{\"round\":2,\"outcome\":\"failed\",\"loss\":null,\"share\":1.0}\n",
        Files.readString(file));
  }

  @Test
  void refusesAPositionOfAnotherLog() throws IOException {
    Path file = folder.resolve("other.jsonl");
    Files.writeString(file, "{\"round\":1}\n{\"round\":2}\n");
    try (JsonLines log = JsonLines.open(file)) {
      assertThrows(ReportException.class, () -> log.truncate(5));
      assertThrows(ReportException.class, () -> log.truncate(25));
      assertEquals(24, log.position());
      log.truncate(0);
      assertEquals(0, Files.size(file));
    }
  }

  @Test
  void refusesMapsWithoutAnOrder() {
    SequencedMap<String, Object> fields = new LinkedHashMap<>();
    fields.put("outcomes", List.of(new HashMap<>(java.util.Map.of("a", 1))));
    try (JsonLines log = JsonLines.open(folder.resolve("order.jsonl"))) {
      assertThrows(IllegalArgumentException.class, () -> log.write(fields));
      assertEquals(0, log.position());
    }
  }

  private static void rounds(JsonLines log, int from, int to) {
    for (int r = from; r < to; r++) {
      log.write(new Visit(r, "completed", 1.0 / (r + 3), r));
    }
  }
}
