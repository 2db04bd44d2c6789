package dev.clientele.data;

import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import java.util.Locale;
import java.util.Objects;
import java.util.StringJoiner;

/**
 * Clients that hold points of one Gaussian mixture with isotropic components, each client with
 * weights of its own from a symmetric Dirichlet distribution. A point is an "image" of height 1;
 * its label is its component. Over all components in equal shares, points have mean 0 and, averaged
 * over the coordinates, variance 1. Nothing is kept: everything is a function of the key.
 */
public final class MixtureFederation implements Federation {
  private final ClientSizes sizes;
  private final double[][] means;
  private final double variance;
  private final ClassMixes mixes;
  private final RandomKey key;

  private MixtureFederation(
      ClientSizes sizes, double[][] means, double variance, ClassMixes mixes, RandomKey key) {
    this.sizes = sizes;
    this.means = means;
    this.variance = variance;
    this.mixes = mixes;
    this.key = key;
  }

  /**
   * A federation of {@code registered + unseen} clients.
   *
   * @param components how many Gaussians
   * @param dimension numbers of a point
   * @param separation the standard deviation of the components' means over that within one
   * @param samples points each client trains on
   * @param heldOut points each client keeps aside
   * @param concentration of the clients' weights: small is skewed
   * @param key the root of every random stream of the data
   */
  public static MixtureFederation create(
      int components,
      int dimension,
      double separation,
      int registered,
      int unseen,
      int samples,
      int heldOut,
      double concentration,
      RandomKey key) {
    Objects.requireNonNull(key);
    return create(
        components,
        dimension,
        separation,
        new ClientSizes(new ClientCounts(registered, unseen, samples, heldOut, 0), 0, key),
        new ClassMixes.Dirichlet(concentration, key),
        key);
  }

  static MixtureFederation create(
      int components,
      int dimension,
      double separation,
      ClientSizes sizes,
      ClassMixes mixes,
      RandomKey key) {
    if (components < 1 || dimension < 1 || !(separation >= 0) || separation > 1e6) {
      throw new IllegalArgumentException(
          "expected components, dimensions and a separation of 0 to 1e6 but was "
              + components
              + ", "
              + dimension
              + " and "
              + separation);
    }
    double variance = 1 / (1 + separation * separation);
    double[][] means = new double[components][dimension];
    RandomStream random = key.child("components").stream();
    for (double[] mean : means) {
      for (int i = 0; i < dimension; i++) {
        mean[i] = random.nextGaussian();
      }
    }
    centre(means);
    scale(means, Math.sqrt(components == 1 ? 0 : 1 - variance));
    return new MixtureFederation(sizes, means, components == 1 ? 1 : variance, mixes, key);
  }

  private static void centre(double[][] means) {
    for (int i = 0; i < means[0].length; i++) {
      double sum = 0;
      for (double[] mean : means) {
        sum += mean[i];
      }
      for (double[] mean : means) {
        mean[i] -= sum / means.length;
      }
    }
  }

  private static void scale(double[][] means, double deviation) {
    double square = 0;
    for (double[] mean : means) {
      for (double v : mean) {
        square += v * v;
      }
    }
    double now = Math.sqrt(square / means.length / means[0].length);
    for (double[] mean : means) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] *= now == 0 ? 0 : deviation / now;
      }
    }
  }

  @Override
  public String name() {
    return "mixture";
  }

  @Override
  public ImageShape shape() {
    return new ImageShape(1, means[0].length, 1);
  }

  @Override
  public int classes() {
    return means.length;
  }

  @Override
  public int registered() {
    return sizes.counts().registered();
  }

  @Override
  public int unseen() {
    return sizes.counts().unseen();
  }

  /** A copy of the k-th component's mean. */
  public double[] mean(int k) {
    return means[k].clone();
  }

  /** Of every coordinate within a component. */
  public double variance() {
    return variance;
  }

  /** The weights of client {@code id}'s components. */
  public double[] weights(int id) {
    return mixes.of(Objects.checkIndex(id, sizes.counts().clients()), classes());
  }

  @Override
  public ClientData client(int id) {
    double[] weights = weights(id);
    Split split = sizes.split(id);
    return new LazyClientData(
        id,
        "",
        description(weights),
        split,
        part -> points(weights, split.count(part), key.child(part.title()).child(id)));
  }

  private static String description(double[] weights) {
    StringJoiner text = new StringJoiner(" ", "weights ", "");
    for (double w : weights) {
      text.add(String.format(Locale.ROOT, "%.2f", w));
    }
    return text.toString();
  }

  private Images points(double[] weights, int count, RandomKey stream) {
    RandomStream random = stream.stream();
    float[] numbers = new float[Math.multiplyExact(count, shape().size())];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = ClassMix.draw(weights, random);
      point(labels[i], random, numbers, i * shape().size());
    }
    return Images.adopt(shape(), numbers, labels);
  }

  private void point(int component, RandomStream random, float[] to, int at) {
    double deviation = Math.sqrt(variance);
    double[] mean = means[component];
    for (int i = 0; i < mean.length; i++) {
      to[at + i] = (float) (mean[i] + deviation * random.nextGaussian());
    }
  }

  /** Components in turn. */
  @Override
  public Images reference(int count) {
    RandomStream random = key.child("reference").stream();
    float[] pixels = new float[Math.multiplyExact(count, shape().size())];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % classes();
      point(labels[i], random, pixels, i * shape().size());
    }
    return Images.adopt(shape(), pixels, labels);
  }
}
