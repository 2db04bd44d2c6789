package dev.clientele.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/**
 * Lets another program say when to measure, so that it can alternate between warm programs. Every
 * line {@code go} is answered by a line of JSON with how many units were done in how many {@code
 * seconds}; any other line by one with an {@code error}.
 */
public final class PieceServer {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Scenario scenario;
  private final PrintWriter out;

  /** A server of one scenario. */
  public PieceServer(Scenario scenario, PrintWriter out) {
    this.scenario = scenario;
    this.out = out;
  }

  /** Says what is measured, then answers every line until there are no more. */
  public void serve(BufferedReader in) throws IOException {
    Scenario.Piece piece = scenario.piece();
    say(
        JSON.createObjectNode()
            .put("parameters", piece.parameters())
            .put("unit", piece.unit())
            .put("threads", piece.workers())
            .put("program", "clientele")
            .put("jdk", System.getProperty("java.runtime.version")));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      say(answer(line.strip()));
    }
  }

  private ObjectNode answer(String line) {
    ObjectNode answer = JSON.createObjectNode();
    if (!line.equals("go")) {
      return answer.put("error", "expected 'go' but was '" + line + "'");
    }
    List<Double> seconds = scenario.run();
    return answer
        .put("units", scenario.piece().units() * seconds.size())
        .put("seconds", seconds.stream().mapToDouble(Double::doubleValue).sum());
  }

  private void say(ObjectNode line) {
    out.println(line);
    out.flush();
  }
}
