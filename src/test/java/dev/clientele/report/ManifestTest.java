package dev.clientele.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
  @TempDir Path folder;

  @Test
  void saysWhereARunComesFrom() throws IOException {
    RunDirectory run = RunDirectory.create(folder, false);
    Instant start = Instant.parse("2026-11-22T10:00:00Z");
    Manifest manifest =
        Manifest.of(Long.MAX_VALUE, "CPU", List.of("run", "conf/a b.conf", "--seed", "7"), start);
    manifest.ended(start.plusSeconds(90)).write(run);

    JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(run.manifest()));
    assertEquals(
        List.of(
            "version",
            "commit",
            "seed",
            "jdk",
            "device",
            "libraries",
            "host",
            "command",
            "start",
            "end",
            "sessions"),
        json.propertyStream().map(java.util.Map.Entry::getKey).toList());
    assertEquals(Long.MAX_VALUE, json.get("seed").longValue());
    assertEquals("conf/a b.conf", json.get("command").get(1).textValue());
    assertEquals("2026-11-22T10:01:30Z", json.get("end").textValue());
    assertTrue(json.get("jdk").textValue().contains(System.getProperty("java.runtime.version")));
    assertTrue(
        json.get("libraries").get("dnnl").textValue().matches("\\d+\\.\\d+.*"), json.toString());
    assertTrue(json.get("libraries").get("nd4j").textValue().startsWith("1.0.0"));
  }

  @Test
  void everySessionOfARunIsKept() throws IOException {
    RunDirectory run = RunDirectory.create(folder, false);
    Instant start = Instant.parse("2026-11-22T10:00:00Z");
    Manifest.of(7, "CPU", List.of("run", "a.conf"), start).write(run);
    for (int i = 1; i <= 2; i++) {
      Instant at = start.plusSeconds(60L * i);
      Manifest resumed = Manifest.of(7, "CPU", List.of("resume", "a"), at).after(run);
      resumed.write(run);
      resumed.ended(at.plusSeconds(5)).write(run);
    }
    JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(run.manifest()));
    assertEquals("2026-11-22T10:00:00Z", json.get("start").textValue());
    assertEquals("2026-11-22T10:02:05Z", json.get("end").textValue());
    JsonNode sessions = json.get("sessions");
    assertEquals(3, sessions.size());
    assertEquals("a.conf", sessions.get(0).get("command").get(1).textValue());
    assertTrue(sessions.get(0).get("end").isNull());
    assertEquals("2026-11-22T10:01:05Z", sessions.get(1).get("end").textValue());
    assertEquals("2026-11-22T10:02:00Z", sessions.get(2).get("start").textValue());
  }

  @Test
  void summariesKeepTheirOrderAndEndInALineFeed() throws IOException {
    RunDirectory run = RunDirectory.create(folder, false);
    SequencedMap<String, Object> fields = new LinkedHashMap<>();
    fields.put("weightsSha256", "ab");
    fields.put("outcomes", new TreeMap<>(java.util.Map.of("failed", 1, "completed", 2)));
    fields.put("kid", Double.NaN);
    fields.put("list", new ArrayList<>(List.of(1, 2)));
    Summary.write(run, fields);
    assertEquals(
        """
        {
          "weightsSha256" : "ab",
          "outcomes" : {
            "completed" : 2,
            "failed" : 1
          },
          "kid" : null,
          "list" : [ 1, 2 ]
        }
        """,
        Files.readString(run.summary()));
  }
}
