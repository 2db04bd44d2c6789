package dev.clientele.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.clientele.config.ServerConfig;
import dev.clientele.config.ServerConfig.Optimizer;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Weights;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerOptimizerTest {
  private static final Layout LAYOUT = Layout.of(Map.of("w", List.of(2)));

  private static Weights of(float... values) {
    return Weights.copyOf(LAYOUT, values);
  }

  private static float[] afterTwo(Optimizer kind, double rate) {
    ServerOptimizer optimizer =
        new ServerOptimizer(
            new ServerConfig(kind, rate, 0.9, 0.99, 0.1, ServerConfig.Broadcast.FP32));
    ServerState state = new ServerState(0, of(1, 1), of(1, 1), optimizer.memory(LAYOUT));
    ServerState next = optimizer.step(state, of(0.5f, -0.2f), 0);
    return optimizer.step(next, of(0.25f, 0.3f), 0).shared().toArray();
  }

  /**
   * Worked by hand in double precision from the rules: d = (0.5, -0.2), then (0.25, 0.3); m = 0.9 m
   * + 0.1 d; v from 0.01: adagrad v + d^2, adam 0.99 v + 0.01 d^2, yogi v - 0.01 d^2 sign(v - d^2);
   * x + 0.5 m / (sqrt(v) + 0.1).
   */
  @ParameterizedTest
  @CsvSource({
    "AVERAGE, 1.3750000, 1.0500000",
    "MOMENTUM, 1.6000000, 0.9600000",
    "ADAGRAD, 1.0933940, 0.9817521",
    "ADAM, 1.2821553, 0.9795890",
    "YOGI, 1.2811552, 0.9795739"
  })
  void followsItsRule(Optimizer kind, float first, float second) {
    assertArrayEquals(new float[] {first, second}, afterTwo(kind, 0.5), 2e-6f);
  }

  @Test
  void theAverageIsTheUpdateItself() {
    ServerOptimizer optimizer =
        new ServerOptimizer(
            new ServerConfig(Optimizer.AVERAGE, 1, 0.9, 0.99, 0.1, ServerConfig.Broadcast.FP32));
    assertEquals(0, optimizer.memory(LAYOUT).size());
    ServerState state = new ServerState(0, of(1, 1), of(1, 1), ServerState.nothing());
    assertEquals(of(1.5f, 0.8f), optimizer.step(state, of(0.5f, -0.2f), 0).shared());
  }
}
