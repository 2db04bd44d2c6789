package dev.clientele.method.classification;

import dev.clientele.data.ClientData;
import dev.clientele.data.Federation;
import dev.clientele.data.Images;
import dev.clientele.data.Part;
import dev.clientele.diffusion.Workspace;
import dev.clientele.method.Evaluation;
import dev.clientele.method.Population;
import dev.clientele.method.Score;
import dev.clientele.network.Classifier;
import dev.clientele.network.CrossEntropy;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Measures classifiers: the client's and the population's, on the client's held-out images and, at
 * the end, on the global test set. Safe to call from many threads.
 */
public final class ClassificationEvaluation implements Evaluation {
  /** Accuracy on the global test set. */
  public static final String GLOBAL = Score.ACCURACY + "-global";

  /** Accuracy on the client's validation images, by which settings are chosen. */
  public static final String VALIDATION = Score.ACCURACY + "-validation";

  private final ClassifierTask task;
  private final Federation federation;

  /** Measures classifiers on a federation's images. */
  public ClassificationEvaluation(ClassifierTask task, Federation federation) {
    this.task = task;
    this.federation = federation;
  }

  private record Outcome(double loss, double accuracy) {}

  /** Classifiers draw nothing. */
  @Override
  public Population population(Weights model, RandomKey key, Workspace workspace) {
    Images none = Images.adopt(federation.shape(), new float[0], new int[0]);
    return new Population(none, new float[0][], Double.NaN);
  }

  @Override
  public Score score(
      Weights own,
      Weights population,
      ClientData data,
      Population samples,
      Depth depth,
      RandomKey key,
      Workspace workspace) {
    SortedMap<String, Score.Figure> figures = new TreeMap<>();
    Outcome mine = measure(own, data.heldOut(), workspace);
    Outcome theirs = measure(population, data.heldOut(), workspace);
    figures.put(Score.LOSS, new Score.Figure(mine.loss(), theirs.loss()));
    figures.put(Score.ACCURACY, new Score.Figure(mine.accuracy(), theirs.accuracy()));
    if (data.count(Part.VALIDATION) > 0) {
      figures.put(
          VALIDATION,
          new Score.Figure(
              measure(own, data.validation(), workspace).accuracy(),
              measure(population, data.validation(), workspace).accuracy()));
    }
    if (depth == Depth.FULL) {
      Images test = federation.test(Integer.MAX_VALUE);
      double all = measure(population, test, workspace).accuracy();
      figures.put(
          GLOBAL,
          new Score.Figure(
              own.equals(population) ? all : measure(own, test, workspace).accuracy(), all));
    }
    return new Score(data.id(), figures, null);
  }

  /** The mean cross-entropy, and the share whose highest score is their class's. */
  private Outcome measure(Weights model, Images images, Workspace workspace) {
    Classifier classifier = task.classifier(workspace);
    classifier.network().load(model);
    int batch = classifier.batch();
    int classes = task.spec().classes();
    float[] pixels = new float[batch * images.shape().size()];
    double loss = 0;
    int right = 0;
    for (int from = 0; from < images.count(); from += batch) {
      int n = Math.min(batch, images.count() - from);
      int[] labels = new int[n];
      for (int i = 0; i < n; i++) {
        images.copyTo(from + i, pixels, i * images.shape().size());
        labels[i] = images.label(from + i);
      }
      float[] scores = Arrays.copyOf(classifier.logits(pixels), n * classes);
      for (int i = 0; i < n; i++) {
        right += best(scores, i * classes, classes) == labels[i] ? 1 : 0;
      }
      loss += n * new CrossEntropy(labels).differentiate(scores, n, classes);
    }
    return new Outcome(loss / images.count(), (double) right / images.count());
  }

  /** The class of the highest score; the first of equal ones. */
  private static int best(float[] scores, int at, int classes) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      best = scores[at + c] > scores[at + best] ? c : best;
    }
    return best;
  }
}
