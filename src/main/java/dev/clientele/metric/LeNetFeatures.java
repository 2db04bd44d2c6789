package dev.clientele.metric;

import dev.clientele.data.Batches;
import dev.clientele.data.Images;
import dev.clientele.diffusion.Workspace;
import dev.clientele.network.Adam;
import dev.clientele.network.Classifier;
import dev.clientele.network.ClassifierSpec;
import dev.clientele.network.Initializer;
import dev.clientele.network.Optimizer;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;

/**
 * The features that KID compares here: the last hidden layer of a small classifier trained on
 * labelled reference images. A KID over them is named {@code kid-lenet}; it is comparable within a
 * data set and not with published KID, which uses Inception. Immutable.
 */
public final class LeNetFeatures implements FeatureExtractor {
  /** What follows the name of a distance over these features. */
  public static final String SUFFIX = "-lenet";

  private static final int MAPS = 16;
  private static final int FEATURES = 64;
  private static final int BATCH = 32;
  private static final double RATE = 2e-3;

  private final ClassifierSpec spec;
  private final Weights weights;
  private final double accuracy;
  private final float scale;

  private record Key(ClassifierSpec spec, boolean trained) {}

  private record Training(Classifier classifier, Optimizer optimizer) {}

  private LeNetFeatures(ClassifierSpec spec, Weights weights, double accuracy, float scale) {
    this.spec = spec;
    this.weights = weights;
    this.accuracy = accuracy;
    this.scale = scale;
  }

  /**
   * Trains the classifier.
   *
   * @param images labelled images; the last fifth is kept aside to measure the accuracy
   * @param epochs passes over the others
   */
  public static LeNetFeatures train(
      Images images, int classes, int epochs, RandomKey key, Workspace workspace) {
    ClassifierSpec spec =
        new ClassifierSpec(
            images.shape().height(),
            images.shape().width(),
            images.shape().channels(),
            MAPS,
            FEATURES,
            classes);
    Training training =
        workspace.resource(
            new Key(spec, true),
            kernels -> {
              Classifier classifier = spec.prepare(kernels, BATCH, true);
              return new Training(classifier, new Adam(classifier.network()));
            });
    Classifier classifier = training.classifier();
    classifier
        .network()
        .load(Initializer.weights(classifier.network().layout(), key.child("weights")));
    training.optimizer().begin(tensor -> RATE);
    int kept = images.count() - images.count() / 5;
    Batches batches = new Batches(images.range(0, kept), BATCH, key.child("batches").stream());
    float[] pixels = new float[BATCH * images.shape().size()];
    int[] labels = new int[BATCH];
    for (int step = 0; step < epochs * kept / BATCH; step++) {
      batches.next(pixels, labels);
      classifier.lossAndGradients(pixels, labels);
      training.optimizer().step();
    }
    Weights weights = classifier.network().weights(classifier.network().layout());
    double accuracy = accuracy(classifier, images.range(kept, images.count()));
    LeNetFeatures raw = new LeNetFeatures(spec, weights, accuracy, 1);
    double size = meanSquare(raw.of(images.range(0, kept), workspace));
    return new LeNetFeatures(spec, weights, accuracy, (float) (1 / Math.sqrt(size)));
  }

  private static double accuracy(Classifier classifier, Images images) {
    float[] pixels = new float[BATCH * images.shape().size()];
    int right = 0;
    for (int from = 0; from < images.count(); from += BATCH) {
      int n = copy(images, from, pixels);
      float[] scores = classifier.logits(pixels);
      int classes = scores.length / BATCH;
      for (int i = 0; i < n; i++) {
        int best = 0;
        for (int c = 1; c < classes; c++) {
          best = scores[i * classes + c] > scores[i * classes + best] ? c : best;
        }
        right += best == images.label(from + i) ? 1 : 0;
      }
    }
    return images.count() == 0 ? Double.NaN : (double) right / images.count();
  }

  private static double meanSquare(float[][] rows) {
    double sum = 0;
    for (float[] row : rows) {
      for (float f : row) {
        sum += (double) f * f;
      }
    }
    return sum / rows.length / FEATURES;
  }

  /** Copies up to a batch of images and returns how many. */
  private static int copy(Images images, int from, float[] pixels) {
    int n = Math.min(BATCH, images.count() - from);
    for (int i = 0; i < n; i++) {
      images.copyTo(from + i, pixels, i * images.shape().size());
    }
    return n;
  }

  /** The classifier's accuracy on reference images that it was not trained on. */
  public double accuracy() {
    return accuracy;
  }

  @Override
  public String suffix() {
    return SUFFIX;
  }

  @Override
  public float[][] of(Images images, Workspace workspace) {
    Classifier classifier =
        workspace.resource(new Key(spec, false), kernels -> spec.prepare(kernels, BATCH, false));
    classifier.network().load(weights);
    float[] pixels = new float[BATCH * images.shape().size()];
    float[] batch = new float[BATCH * FEATURES];
    float[][] rows = new float[images.count()][FEATURES];
    for (int from = 0; from < images.count(); from += BATCH) {
      int n = copy(images, from, pixels);
      classifier.features(pixels, batch);
      for (int i = 0; i < n; i++) {
        for (int f = 0; f < FEATURES; f++) {
          rows[from + i][f] = scale * batch[i * FEATURES + f];
        }
      }
    }
    return rows;
  }
}
