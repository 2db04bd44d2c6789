package dev.clientele.method.classification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.data.ClientData;
import dev.clientele.data.Federation;
import dev.clientele.data.Images;
import dev.clientele.diffusion.Workspace;
import dev.clientele.method.Evaluation;
import dev.clientele.method.Score;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Weights;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClassificationEvaluationTest {
  private final Federation federation = Tiny.federation();
  private final ClassifierTask task = Tiny.task();
  private final Workspace workspace = Tiny.workspace();
  private final Evaluation evaluation = new ClassificationEvaluation(task, federation);

  @AfterEach
  void close() {
    workspace.close();
  }

  /** All zero but the bias of one class: always that class, and sure of it. */
  private Weights always(int label) {
    float[] values = new float[task.layout().size()];
    Layout.Entry bias = task.layout().entry("classes.bias");
    values[bias.offset() + label] = 20;
    return Weights.adopt(task.layout(), values);
  }

  private static double share(Images images, int label) {
    int count = 0;
    for (int i = 0; i < images.count(); i++) {
      count += images.label(i) == label ? 1 : 0;
    }
    return (double) count / images.count();
  }

  private Score score(Weights own, Weights population, Evaluation.Depth depth) {
    ClientData data = federation.client(2);
    return evaluation.score(own, population, data, null, depth, Tiny.KEY, workspace);
  }

  @Test
  void countsWhatIsRightOnOwnImagesAndOnAll() {
    Images own = federation.client(2).heldOut();
    Images all = federation.test(Integer.MAX_VALUE);
    assertEquals(60, all.count());
    Score score = score(always(3), always(5), Evaluation.Depth.FULL);
    Score.Figure accuracy = score.figure(Score.ACCURACY);
    assertEquals(share(own, 3), accuracy.own(), 1e-12);
    assertEquals(share(own, 5), accuracy.population(), 1e-12);
    Score.Figure global = score.figure(ClassificationEvaluation.GLOBAL);
    assertEquals(share(all, 3), global.own(), 1e-12);
    assertEquals(share(all, 5), global.population(), 1e-12);
    // Sure and wrong costs 20, sure and right almost nothing.
    assertEquals(20 * (1 - share(own, 3)), score.figure(Score.LOSS).own(), 1e-4);
    assertFalse(score.figures().containsKey(ClassificationEvaluation.VALIDATION));
  }

  @Test
  void betweenRoundsOnlyOwnImagesAreMeasured() {
    Score score = score(always(0), always(0), Evaluation.Depth.LOSS);
    assertFalse(score.figures().containsKey(ClassificationEvaluation.GLOBAL));
    assertTrue(score.figures().containsKey(Score.ACCURACY));
  }
}
