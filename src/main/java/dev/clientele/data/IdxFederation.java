package dev.clientele.data;

import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The images of a folder of IDX files such as MNIST's ({@link IdxFile#readFolder}), divided among
 * clients without replacement. Every client turns its images by an angle of its own and has a class
 * mix of its own, from a symmetric Dirichlet distribution. The pool stays in memory as bytes; a
 * client's images are turned when they are asked for.
 */
public final class IdxFederation implements Federation {
  private final ImageShape shape;
  private final IdxPool pool;
  private final ClientCounts counts;
  private final double rotation;
  private final int[][] division;
  private final RandomKey key;

  private IdxFederation(
      ImageShape shape,
      IdxPool pool,
      ClientCounts counts,
      double rotation,
      int[][] division,
      RandomKey key) {
    this.shape = shape;
    this.pool = pool;
    this.counts = counts;
    this.rotation = rotation;
    this.division = division;
    this.key = key;
  }

  /**
   * A federation of {@code registered + unseen} clients. Images of another size than {@code height}
   * x {@code width} are shrunk by area averaging, both sides alike, and centred on black. Where a
   * class runs out, a client takes the likeliest class of its mix that is left.
   *
   * @param folder where the files are
   * @param samples images each client trains on
   * @param heldOut images each client keeps aside
   * @param rotation the largest angle, degrees; a client's is uniform in -rotation..rotation
   * @param labelConcentration concentration of the class mixes: small is skewed
   * @param key the root of every random stream of the data
   * @throws DataException for files that cannot be read, and for too few images
   * @throws IllegalArgumentException for a number outside its bounds
   */
  public static IdxFederation create(
      Path folder,
      int height,
      int width,
      int registered,
      int unseen,
      int samples,
      int heldOut,
      double rotation,
      double labelConcentration,
      RandomKey key) {
    ImageShape shape = new ImageShape(height, width, 1);
    ClientCounts counts = new ClientCounts(registered, unseen, samples, heldOut);
    ClassMix.checkConcentration(labelConcentration);
    if (!(rotation >= 0 && rotation <= 180)) {
      throw new IllegalArgumentException(
          "expected a rotation of 0 to 180 degrees but was " + rotation);
    }
    IdxPool pool = IdxPool.readFolder(folder);
    long needed = (long) counts.clients() * counts.imagesEach();
    if (needed > pool.count()) {
      throw new DataException(
          String.format(
              "%s: expected at least %d images for %d clients with %d + %d images each but there"
                  + " are %d",
              folder, needed, counts.clients(), samples, heldOut, pool.count()));
    }
    int[][] division =
        IdxDivision.divide(pool, counts.clients(), counts.imagesEach(), labelConcentration, key);
    return new IdxFederation(shape, pool, counts, rotation, division, key);
  }

  @Override
  public String name() {
    return "idx";
  }

  @Override
  public ImageShape shape() {
    return shape;
  }

  @Override
  public int classes() {
    return pool.classes();
  }

  @Override
  public int registered() {
    return counts.registered();
  }

  @Override
  public int unseen() {
    return counts.unseen();
  }

  /** The angle by which client {@code id} turns its images: degrees, clockwise. */
  public double angle(int id) {
    Objects.checkIndex(id, counts.clients());
    return angle(key.child("style").child(id).stream());
  }

  private double angle(RandomStream random) {
    return rotation * (2 * random.nextDouble() - 1);
  }

  @Override
  public ClientData client(int id) {
    double angle = angle(id);
    return new LazyClientData(
        id,
        describe(Math.round(angle)),
        () -> draw(id, angle, 0, counts.samples()),
        () -> draw(id, angle, counts.samples(), counts.imagesEach()));
  }

  private static String describe(long angle) {
    if (angle == 0) {
      return "upright";
    }
    String degrees = Math.abs(angle) == 1 ? " degree " : " degrees ";
    return "rotated " + Math.abs(angle) + degrees + (angle > 0 ? "right" : "left");
  }

  private Images draw(int id, double angle, int from, int to) {
    RotatedFit fit = fit();
    float[] pixels = new float[Math.multiplyExact(to - from, shape.size())];
    int[] labels = new int[to - from];
    for (int i = 0; i < labels.length; i++) {
      int image = division[id][from + i];
      labels[i] = pool.label(image);
      fit.draw(pool, image, angle, pixels, i * shape.size());
    }
    return Images.adopt(shape, pixels, labels);
  }

  /**
   * Training images of registered clients, in random order and again from the start where more are
   * asked for than there are, each at an angle of its own.
   */
  @Override
  public Images reference(int count) {
    RandomKey reference = key.child("reference");
    int trained = counts.registered() * counts.samples();
    int[] order = reference.child("order").stream().sample(trained, trained);
    RotatedFit fit = fit();
    float[] pixels = new float[Math.multiplyExact(count, shape.size())];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      int slot = order[i % trained];
      int image = division[slot / counts.samples()][slot % counts.samples()];
      labels[i] = pool.label(image);
      double angle = angle(reference.child(i).stream());
      fit.draw(pool, image, angle, pixels, i * shape.size());
    }
    return Images.adopt(shape, pixels, labels);
  }

  private RotatedFit fit() {
    return new RotatedFit(pool.height(), pool.width(), shape.height(), shape.width());
  }
}
