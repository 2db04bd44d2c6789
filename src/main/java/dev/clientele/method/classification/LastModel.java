package dev.clientele.method.classification;

import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Weights;
import java.util.List;

/**
 * The private tensors of methods whose clients keep their last classifier: that classifier, and
 * whether there is one.
 *
 * @param layout the classifier's
 */
record LastModel(Layout layout) {
  private static final String VISITED = "visited";
  private static final Layout FLAG = new Layout.Builder().add(VISITED, List.of(1)).build();

  /** Before the first visit. */
  Weights nothing() {
    return Weights.zeros(layout).and(Weights.zeros(FLAG));
  }

  /** After a visit that ended with this classifier. */
  Weights keep(Weights classifier) {
    return classifier.project(layout).and(Weights.adopt(FLAG, new float[] {1}));
  }

  boolean has(Weights own) {
    return own.tensor(VISITED)[0] > 0;
  }

  Weights of(Weights own) {
    return own.project(layout);
  }
}
