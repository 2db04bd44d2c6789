package dev.clientele.method;

import dev.clientele.config.ServerConfig;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Weights;

/**
 * Makes a step of the shared weights from a round's mean update, which it takes for a negative
 * gradient (Reddi et al. 2021, algorithm 2; momentum: Hsu et al. 2019). Its moments are the server
 * state's memory. Immutable.
 */
record ServerOptimizer(ServerConfig config) {
  private static final String FIRST = "first.";
  private static final String SECOND = "second.";

  /** The memory before the first round; empty for rules that need none. */
  Weights memory(Layout shared) {
    return switch (config.optimizer()) {
      case AVERAGE -> ServerState.nothing();
      case MOMENTUM -> Weights.zeros(named(FIRST, shared));
      case ADAGRAD, ADAM, YOGI -> {
        float[] second = new float[shared.size()];
        java.util.Arrays.fill(second, (float) (config.adaptivity() * config.adaptivity()));
        yield Weights.zeros(named(FIRST, shared)).and(Weights.adopt(named(SECOND, shared), second));
      }
    };
  }

  /** The state after a round. */
  ServerState step(ServerState state, Weights meanUpdate, double averageDecay) {
    double rate = config.learningRate();
    return switch (config.optimizer()) {
      case AVERAGE -> state.next(scaled(meanUpdate, rate), averageDecay, state.memory());
      case MOMENTUM -> {
        Layout layout = meanUpdate.layout();
        float[] first = state.memory().project(named(FIRST, layout)).toArray();
        float[] delta = meanUpdate.toArray();
        for (int i = 0; i < delta.length; i++) {
          first[i] = (float) (config.momentum() * first[i] + delta[i]);
          delta[i] = (float) (rate * first[i]);
        }
        Weights memory = Weights.adopt(named(FIRST, layout), first);
        yield state.next(Weights.adopt(layout, delta), averageDecay, memory);
      }
      case ADAGRAD, ADAM, YOGI -> adaptive(state, meanUpdate, averageDecay);
    };
  }

  private ServerState adaptive(ServerState state, Weights meanUpdate, double averageDecay) {
    Layout layout = meanUpdate.layout();
    float[] first = state.memory().project(named(FIRST, layout)).toArray();
    float[] second = state.memory().project(named(SECOND, layout)).toArray();
    float[] delta = meanUpdate.toArray();
    for (int i = 0; i < delta.length; i++) {
      double d = delta[i];
      double m = config.momentum() * first[i] + (1 - config.momentum()) * d;
      double v = second(second[i], d * d);
      first[i] = (float) m;
      second[i] = (float) v;
      delta[i] = (float) (config.learningRate() * m / (Math.sqrt(v) + config.adaptivity()));
    }
    Weights memory =
        Weights.adopt(named(FIRST, layout), first)
            .and(Weights.adopt(named(SECOND, layout), second));
    return state.next(Weights.adopt(layout, delta), averageDecay, memory);
  }

  private double second(double v, double square) {
    double fresh = 1 - config.secondMomentum();
    return switch (config.optimizer()) {
      case ADAGRAD -> v + square;
      case YOGI -> v - fresh * square * Math.signum(v - square);
      default -> config.secondMomentum() * v + fresh * square;
    };
  }

  private static Weights scaled(Weights update, double rate) {
    return rate == 1 ? update : Weights.zeros(update.layout()).plus(rate, update);
  }

  private static Layout named(String prefix, Layout layout) {
    Layout.Builder builder = new Layout.Builder();
    layout.entries().forEach(e -> builder.add(prefix + e.name(), e.shape()));
    return builder.build();
  }
}
