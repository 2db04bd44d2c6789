package dev.clientele.data;

import dev.clientele.tensor.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The images of a pool, divided among clients without replacement; every client may have a look of
 * its own. What is in memory is which image belongs to whom; a client's images are read, turned and
 * coloured when they are asked for.
 */
public final class PoolFederation implements Federation {
  private final Source source;
  private final Holdings holdings;
  private final ClientCounts counts;
  private final ImageShape shape;
  private final FeatureSkew skew;
  private final RandomKey key;

  private PoolFederation(
      Source source,
      Holdings holdings,
      ClientCounts counts,
      ImageShape shape,
      FeatureSkew skew,
      RandomKey key) {
    this.source = source;
    this.holdings = holdings;
    this.counts = counts;
    this.shape = shape;
    this.skew = skew;
    this.key = key;
  }

  /**
   * A federation of the clients of {@code holdings}.
   *
   * @param counts by whose proportions a client's images are split
   * @param shape what images are shrunk to, or centred in; 1 channel or 3
   * @param key the root of every random stream of the data
   * @throws DataException if no registered client is left
   */
  static PoolFederation create(
      Source source,
      Holdings holdings,
      ClientCounts counts,
      ImageShape shape,
      FeatureSkew skew,
      RandomKey key) {
    if (shape.channels() != 1 && shape.channels() != 3) {
      throw new IllegalArgumentException("expected 1 or 3 channels but was " + shape.channels());
    }
    if (holdings.registered() == 0) {
      throw new DataException(
          source.clients().name() + ": expected a registered client with images but there is none");
    }
    return new PoolFederation(source, holdings, counts, shape, skew, key);
  }

  @Override
  public String name() {
    return source.clients().name();
  }

  @Override
  public ImageShape shape() {
    return shape;
  }

  @Override
  public int classes() {
    return source.clients().classes();
  }

  @Override
  public String className(int label) {
    return source.clients().className(label);
  }

  @Override
  public List<String> domains() {
    return source.clients().domains();
  }

  @Override
  public int registered() {
    return holdings.registered();
  }

  @Override
  public int unseen() {
    return holdings.clients().size() - holdings.registered();
  }

  @Override
  public List<String> skipped() {
    List<String> all = new ArrayList<>(source.skipped());
    all.addAll(holdings.skipped());
    return List.copyOf(all);
  }

  /** The look of client {@code id}. */
  Look look(int id) {
    holdings.clients().get(id);
    return skew.draw(key.child("style").child(id));
  }

  @Override
  public ClientData client(int id) {
    Holding holding = holdings.clients().get(id);
    Look look = look(id);
    Split split = split(holding);
    return new LazyClientData(
        id, domain(holding), description(holding, look), split, part -> stream(id, part));
  }

  private Split split(Holding holding) {
    return Split.of(holding.images().length, counts);
  }

  private String domain(Holding holding) {
    return holding.domain() < 0 ? "" : domains().get(holding.domain());
  }

  private String description(Holding holding, Look look) {
    String owner = holding.name().isEmpty() ? domain(holding) : holding.name();
    String looks = look.description();
    if (owner.isEmpty()) {
      return looks;
    }
    return looks.equals(Look.ORDINARY) ? owner : owner + ": " + looks;
  }

  private Images stream(int id, Part part) {
    Holding holding = holdings.clients().get(id);
    Look look = look(id);
    Split split = split(holding);
    int from = split.start(part);
    int[] images = Arrays.copyOfRange(holding.images(), from, from + split.count(part));
    return stream(source.clients(), images, i -> look);
  }

  /** What look the image at a place has. */
  private interface Looks {
    Look of(int i);
  }

  private Images stream(ImagePool pool, int[] images, Looks looks) {
    int[] labels = new int[images.length];
    Arrays.setAll(labels, i -> pool.label(images[i]));
    return Images.streamed(shape, labels, () -> reader(pool, images, looks));
  }

  private Images.Reader reader(ImagePool pool, int[] images, Looks looks) {
    RotatedFit fit = new RotatedFit(pool.shape(), shape, pool.goesOn());
    byte[] stored = new byte[pool.shape().size()];
    return (i, to, at) -> {
      Look look = looks.of(i);
      pool.read(images[i], stored);
      fit.draw(stored, look.angle(), to, at);
      look.apply(to, at, shape);
    };
  }

  /**
   * Training images of registered clients, in random order and again from the start where more are
   * asked for than there are, each with a look of its own.
   */
  @Override
  public Images reference(int count) {
    RandomKey reference = key.child("reference");
    int[] trained = trained();
    int[] order = reference.child("order").stream().sample(trained.length, trained.length);
    int[] images = new int[count];
    Arrays.setAll(images, i -> trained[order[i % order.length]]);
    return stream(source.clients(), images, i -> skew.draw(reference.child(i))).loaded();
  }

  /** Every image that a registered client trains on. */
  private int[] trained() {
    return holdings.clients().stream()
        .limit(holdings.registered())
        .flatMapToInt(held -> Arrays.stream(held.images(), 0, split(held).train()))
        .toArray();
  }

  /** The data set's own test images have looks of nobody in particular. */
  @Override
  public Images test(int most) {
    ImagePool own = source.test();
    if (own == null) {
      return Federation.super.test(most);
    }
    int count = Math.min(most, own.count());
    int[] images = new int[count];
    Arrays.setAll(images, k -> (int) ((2L * k + 1) * own.count() / (2L * count)));
    RandomKey test = key.child("test");
    return stream(own, images, i -> skew.draw(test.child(images[i]))).loaded();
  }
}
