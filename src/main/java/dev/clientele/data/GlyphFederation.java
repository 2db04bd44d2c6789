package dev.clientele.data;

import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The embedded data set {@code glyphs}: ten classes of drawn signs; every client draws them in a
 * {@link GlyphStyle} of its own or of its domain, and holds a class mix of its own. Nothing is
 * kept: an image is a function of the key, its client, its part and its number, so a federation of
 * a million clients costs nothing until they are asked for.
 */
public final class GlyphFederation implements Federation {
  private final ImageShape shape;
  private final ClientSizes sizes;
  private final GlyphStyles styles;
  private final ClassMixes mixes;
  private final RandomKey key;

  private GlyphFederation(
      ImageShape shape, ClientSizes sizes, GlyphStyles styles, ClassMixes mixes, RandomKey key) {
    if (shape.channels() != 1 && shape.channels() != 3) {
      throw new IllegalArgumentException(
          "expected 1 or 3 channels for glyphs but was " + shape.channels());
    }
    this.shape = shape;
    this.sizes = sizes;
    this.styles = styles;
    this.mixes = mixes;
    this.key = key;
  }

  /** A federation of any sizes, styles and mixes; {@code key} names the streams of its images. */
  static GlyphFederation create(
      ImageShape shape, ClientSizes sizes, GlyphStyles styles, ClassMixes mixes, RandomKey key) {
    return new GlyphFederation(shape, sizes, styles, mixes, key);
  }

  /**
   * A federation of {@code registered + unseen} clients of equal size, each with a style of its own
   * and a mix from a symmetric Dirichlet distribution.
   *
   * @param shape size of the images; 1 or 3 channels
   * @param samples images each client trains on
   * @param heldOut images each client keeps aside
   * @param styleStrength how far styles differ: 0 all alike, 1 clearly
   * @param labelConcentration concentration of the class mixes: small is skewed
   * @param key the root of every random stream of the data
   * @throws IllegalArgumentException for a number outside these bounds
   */
  public static GlyphFederation create(
      ImageShape shape,
      int registered,
      int unseen,
      int samples,
      int heldOut,
      double styleStrength,
      double labelConcentration,
      RandomKey key) {
    Objects.requireNonNull(key);
    return new GlyphFederation(
        shape,
        new ClientSizes(new ClientCounts(registered, unseen, samples, heldOut, 0), 0, key),
        new GlyphStyles.Own(styleStrength, key),
        new ClassMixes.Dirichlet(labelConcentration, key),
        key);
  }

  @Override
  public String name() {
    return "glyphs";
  }

  @Override
  public ImageShape shape() {
    return shape;
  }

  @Override
  public int classes() {
    return GlyphClass.values().length;
  }

  @Override
  public int registered() {
    return sizes.counts().registered();
  }

  @Override
  public int unseen() {
    return sizes.counts().unseen();
  }

  @Override
  public String className(int label) {
    return GlyphClass.ofLabel(label).title();
  }

  @Override
  public List<String> domains() {
    return styles.domains();
  }

  /** The style of client {@code id}. */
  public GlyphStyle style(int id) {
    return styles.of(Objects.checkIndex(id, sizes.counts().clients()));
  }

  /** The probabilities with which client {@code id} draws each class. */
  public double[] mix(int id) {
    return mixes.of(Objects.checkIndex(id, sizes.counts().clients()), classes());
  }

  @Override
  public ClientData client(int id) {
    GlyphStyle style = style(id);
    Split split = sizes.split(id);
    String domain = styles.domain(id);
    return new LazyClientData(
        id,
        domain,
        domain.isEmpty() ? style.description() : domain,
        split,
        part -> stream(id, style, part, split.count(part)));
  }

  private Images stream(int id, GlyphStyle style, Part part, int count) {
    double[] mix = mix(id);
    RandomKey images = key.child(part.title()).child(id);
    int[] labels =
        IntStream.range(0, count).map(i -> ClassMix.draw(mix, images.child(i).stream())).toArray();
    return Images.streamed(shape, labels, () -> reader(style, mix, images));
  }

  private Images.Reader reader(GlyphStyle style, double[] mix, RandomKey images) {
    GlyphPainter painter = new GlyphPainter(shape);
    return (i, to, at) -> {
      RandomStream random = images.child(i).stream();
      GlyphClass glyph = GlyphClass.ofLabel(ClassMix.draw(mix, random));
      painter.paint(glyph, style, random, to, at);
    };
  }

  /** Classes in turn, each image in the style of a client that is in no federation. */
  @Override
  public Images reference(int count) {
    RandomKey images = key.child("reference");
    GlyphPainter painter = new GlyphPainter(shape);
    float[] pixels = new float[Math.multiplyExact(count, shape.size())];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      RandomStream random = images.child(i).stream();
      labels[i] = i % classes();
      GlyphStyle style = styles.stranger(random);
      GlyphClass glyph = GlyphClass.ofLabel(labels[i]);
      painter.paint(glyph, style, random, pixels, i * shape.size());
    }
    return Images.adopt(shape, pixels, labels);
  }
}
