package dev.clientele.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerStateTest {
  private static final Layout LAYOUT = Layout.of(Map.of("a.weight", List.of(2)));

  private static Weights of(float... values) {
    return Weights.copyOf(LAYOUT, values);
  }

  /** The average's decay warms up: min(decay, (1 + round) / (10 + round)). */
  @ParameterizedTest
  @CsvSource({
    "0, 0.9, 0.1",
    "5, 0.9, 0.4",
    "79, 0.9, 0.898876404",
    "80, 0.9, 0.9",
    "1000, 0.9, 0.9",
    "5, 0.2, 0.2",
    "5, 0, 0"
  })
  void theAverageFollows(int round, double decay, double effective) {
    ServerState state = new ServerState(round, of(1, 2), of(-3, 5), of(7, 8));
    ServerState next = state.next(of(0.5f, -1), decay, of(9, 1));
    assertEquals(round + 1, next.round());
    assertEquals(of(1.5f, 1), next.shared());
    assertEquals(of(9, 1), next.memory());
    float[] expected = {
      (float) (effective * -3 + (1 - effective) * 1.5), (float) (effective * 5 + (1 - effective))
    };
    assertArrayEquals(expected, next.average().toArray(), 1e-6f);
  }

  @Test
  void startsWithWhatItIsGivenOrDraws() {
    ServerState given = ServerState.start(LAYOUT, of(3, 4), RandomKey.of(1), of(7, 8));
    assertEquals(new ServerState(0, of(3, 4), of(3, 4), of(7, 8)), given);
    ServerState drawn = ServerState.start(LAYOUT, null, RandomKey.of(1), of(7, 8));
    assertEquals(drawn.shared(), drawn.average());
    assertEquals(drawn, ServerState.start(LAYOUT, null, RandomKey.of(1), of(7, 8)));
    assertEquals(LAYOUT, drawn.shared().layout());
  }
}
