package dev.clientele.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.kernel.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileTest {
  private final Profile profile = new Profile();
  private final List<String> done = new ArrayList<>();

  @Test
  void stepsAreRunAndCountedByName() {
    Step inner = profile.observe("inner", () -> done.add("inner"));
    Step outer =
        profile.observe(
            "outer",
            () -> {
              inner.run();
              inner.run();
            });
    Step never = profile.observe("never", () -> done.add("never"));
    outer.run();
    profile.begin();
    for (int i = 0; i < 4; i++) {
      outer.run();
    }
    profile.end();
    assertEquals(10, done.size());
    List<String> lines = profile.lines(2);
    assertEquals(4, lines.size());
    assertTrue(lines.stream().anyMatch(l -> l.endsWith("    4.0  inner")), lines.toString());
    assertTrue(lines.stream().anyMatch(l -> l.endsWith("    2.0  outer")), lines.toString());
    assertTrue(lines.get(2).endsWith("outside kernels"), lines.toString());
    assertTrue(lines.get(3).startsWith("100.0 %"), lines.toString());
    never.run();
    assertEquals(5, profile.lines(2).size());
  }
}
