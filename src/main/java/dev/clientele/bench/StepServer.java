package dev.clientele.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.function.IntToDoubleFunction;

/**
 * Lets another program say when to measure, so that it can alternate between warm programs. Every
 * line {@code go N} is answered by a line of JSON with the seconds that N steps took; any other
 * line by one with an {@code error}.
 */
public final class StepServer {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final IntToDoubleFunction seconds;
  private final PrintWriter out;

  /**
   * A server of one measurement.
   *
   * @param seconds how long so many steps take, found out by doing them
   */
  public StepServer(IntToDoubleFunction seconds, PrintWriter out) {
    this.seconds = seconds;
    this.out = out;
  }

  /** Says what is measured, then answers every line until there are no more. */
  public void serve(StepTask task, int images, BufferedReader in) throws IOException {
    say(
        JSON.createObjectNode()
            .put("parameters", task.parameters())
            .put("batch", task.batch())
            .put("imagesPerStep", images)
            .put("program", "clientele")
            .put("jdk", System.getProperty("java.runtime.version")));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      say(answer(line.strip()));
    }
  }

  private ObjectNode answer(String line) {
    ObjectNode answer = JSON.createObjectNode();
    int steps = steps(line);
    return steps == 0
        ? answer.put("error", "expected 'go N' with N of 1 or more but was '" + line + "'")
        : answer.put("steps", steps).put("seconds", seconds.applyAsDouble(steps));
  }

  /** The N of "go N"; 0 if the line is anything else. */
  private static int steps(String line) {
    return line.matches("go [1-9]\\d{0,8}") ? Integer.parseInt(line.substring(3)) : 0;
  }

  private void say(ObjectNode line) {
    out.println(line);
    out.flush();
  }
}
