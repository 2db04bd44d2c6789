package dev.clientele.data;

import dev.clientele.config.ClientsConfig;
import dev.clientele.tensor.RandomKey;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Federations of IDX files, and pools without files. */
final class Pools {
  private Pools() {}

  /** Clients of equal size with a mix of classes and an angle of their own. */
  static PoolFederation idx(
      Path folder,
      int height,
      int width,
      int registered,
      int unseen,
      int samples,
      int heldOut,
      double rotation,
      double concentration,
      RandomKey key) {
    ClientCounts counts = new ClientCounts(registered, unseen, samples, heldOut, 0);
    FeatureSkew skew = new FeatureSkew(rotation, 0, 0);
    Partitioner rule = new MixPartitioner(new ClassMixes.Dirichlet(concentration, key), key);
    Holdings.Plan plan =
        new Holdings.Plan(counts, ClientsConfig.Sizes.EQUAL, 0, rule, true, List.of());
    Source source = IdxFolder.mnist(folder).read(false, new Damage(false));
    Holdings holdings =
        Holdings.divide(source.clients(), plan, key, folder.toString(), new Damage(false));
    ImageShape shape = new ImageShape(height, width, 1);
    return PoolFederation.create(source, holdings, counts, shape, skew, key);
  }

  /** A pool of one-pixel images that show their own number. */
  static final class Numbers implements ImagePool {
    private final int[] labels;
    private final int classes;
    private final int[] domainOf;
    private final List<String> domains;

    /**
     * A pool with domains.
     *
     * @param labels the images' classes
     * @param domainOf the images' domains
     */
    Numbers(int[] labels, int classes, int[] domainOf, List<String> domains) {
      this.labels = labels;
      this.classes = classes;
      this.domainOf = domainOf;
      this.domains = domains;
    }

    /** Without domains, the classes in turn. */
    static Numbers of(int count, int classes) {
      int[] labels = new int[count];
      Arrays.setAll(labels, i -> i % classes);
      int[] none = new int[count];
      Arrays.fill(none, -1);
      return new Numbers(labels, classes, none, List.of());
    }

    @Override
    public String name() {
      return "numbers";
    }

    @Override
    public ImageShape shape() {
      return new ImageShape(1, 1, 1);
    }

    @Override
    public int count() {
      return labels.length;
    }

    @Override
    public int classes() {
      return classes;
    }

    @Override
    public List<String> domains() {
      return domains;
    }

    @Override
    public int label(int i) {
      return labels[i];
    }

    @Override
    public void read(int i, byte[] to) {
      to[0] = (byte) i;
    }

    @Override
    public int domain(int i) {
      return domainOf[i];
    }
  }
}
