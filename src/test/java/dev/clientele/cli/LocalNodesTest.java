package dev.clientele.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalNodesTest {
  @Test
  void whatEveryNodeSaysComesOutInOnePlace() throws InterruptedException {
    StringWriter said = new StringWriter();
    try (LocalNodes nodes = new LocalNodes(2, List.of("--version"), new PrintWriter(said))) {
      while (nodes.alive() > 0) {
        Thread.sleep(20);
      }
    }
    List<String> lines = said.toString().lines().toList();
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("node 1: ")), said.toString());
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("node 2: ")), said.toString());
  }

  @Test
  void theyEndWithTheirStarter() {
    StringWriter said = new StringWriter();
    LocalNodes nodes =
        new LocalNodes(
            1,
            List.of("bench", "transfer", "--receive-from", "127.0.0.1:1"), // waits for nobody
            new PrintWriter(said));
    assertEquals(1, nodes.alive());
    nodes.close();
    assertEquals(0, nodes.alive());
  }
}
