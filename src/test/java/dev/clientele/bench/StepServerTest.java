package dev.clientele.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clientele.diffusion.Trained;
import dev.clientele.kernel.cpu.CpuKernels;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lines by which another program drives the measurement. */
class StepServerTest {
  private final List<Integer> asked = new ArrayList<>();

  private List<JsonNode> serve(String lines) throws IOException {
    StringWriter out = new StringWriter();
    StepServer server = new StepServer(this::pretend, new PrintWriter(out));
    server.serve(Steps.tiny(Trained.EVERYTHING), 4, new BufferedReader(new StringReader(lines)));
    List<JsonNode> said = new ArrayList<>();
    for (String line : out.toString().lines().toList()) {
      said.add(new ObjectMapper().readTree(line));
    }
    return said;
  }

  private double pretend(int steps) {
    asked.add(steps);
    return steps / 8.0;
  }

  @Test
  void itSaysWhatItMeasuresAndAnswersEveryLine() throws IOException {
    List<JsonNode> said = serve("go 3\n go 12 \n");
    assertEquals(3, said.size());
    assertEquals(
        Steps.tiny(Trained.EVERYTHING).parameters(), said.get(0).get("parameters").asInt());
    assertEquals(2, said.get(0).get("batch").asInt());
    assertEquals(4, said.get(0).get("imagesPerStep").asInt());
    assertEquals(List.of(3, 12), asked);
    assertEquals(3, said.get(1).get("steps").asInt());
    assertEquals(0.375, said.get(1).get("seconds").asDouble());
    assertEquals(1.5, said.get(2).get("seconds").asDouble());
  }

  @Test
  void aLineThatItDoesNotKnowIsAnErrorAndNotTheEnd() throws IOException {
    List<JsonNode> said = serve("go\ngo 0\ngo -1\nstop\ngo 1e3\ngo 99999999999\n\ngo 1\n");
    for (JsonNode answer : said.subList(1, 8)) {
      assertTrue(answer.get("error").asText().startsWith("expected 'go N'"), answer.toString());
    }
    assertEquals(List.of(1), asked);
    assertEquals(0.125, said.getLast().get("seconds").asDouble());
  }

  @Test
  void aCrewMeasuresRealSteps() {
    try (StepCrew crew = new StepCrew(Steps.tiny(Trained.CLIENT_EMBEDDING), 2, CpuKernels::new)) {
      assertEquals(4, crew.images());
      double one = crew.seconds(1);
      assertTrue(one > 0 && one < 60, "" + one);
    }
  }
}
