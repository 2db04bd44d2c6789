package dev.clientele.simulation;

import dev.clientele.data.Federation;
import dev.clientele.method.Method;
import dev.clientele.tensor.Layout;

/**
 * The layouts of the clients' private tensors.
 *
 * @param registered how many clients train: the numbers below this one
 * @param trained of those that train
 * @param adapted of those that only adapt
 */
public record ClientLayouts(int registered, Layout trained, Layout adapted) {
  static ClientLayouts of(Method method, Federation federation) {
    return new ClientLayouts(federation.registered(), method.personal(), method.adapted());
  }

  Layout of(int client) {
    return client < registered ? trained : adapted;
  }
}
