package dev.clientele.data;

import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import java.util.Objects;

/**
 * The embedded data set {@code glyphs}: ten classes of drawn signs; every client draws them in a
 * {@link GlyphStyle} of its own and holds a class mix of its own, from a symmetric Dirichlet
 * distribution. Nothing is kept: an image is a function of the key, its client, its set and its
 * number, so a federation of a million clients costs nothing until they are asked for.
 */
public final class GlyphFederation implements Federation {
  private final ImageShape shape;
  private final ClientCounts counts;
  private final double styleStrength;
  private final double labelConcentration;
  private final RandomKey key;

  private GlyphFederation(
      ImageShape shape,
      ClientCounts counts,
      double styleStrength,
      double labelConcentration,
      RandomKey key) {
    this.shape = shape;
    this.counts = counts;
    this.styleStrength = styleStrength;
    this.labelConcentration = labelConcentration;
    this.key = key;
  }

  /**
   * A federation of {@code registered + unseen} clients.
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
    if (shape.channels() != 1 && shape.channels() != 3) {
      throw new IllegalArgumentException(
          "expected 1 or 3 channels for glyphs but was " + shape.channels());
    }
    if (!(styleStrength >= 0) || Double.isInfinite(styleStrength)) {
      throw new IllegalArgumentException(
          "expected a style strength of 0 or more but was " + styleStrength);
    }
    ClassMix.checkConcentration(labelConcentration);
    ClientCounts counts = new ClientCounts(registered, unseen, samples, heldOut);
    return new GlyphFederation(
        shape, counts, styleStrength, labelConcentration, Objects.requireNonNull(key));
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
    return counts.registered();
  }

  @Override
  public int unseen() {
    return counts.unseen();
  }

  /** The style of client {@code id}. */
  public GlyphStyle style(int id) {
    Objects.checkIndex(id, counts.clients());
    return GlyphStyle.draw(key.child("style").child(id).stream(), styleStrength);
  }

  /** The probabilities with which client {@code id} draws each class. */
  public double[] mix(int id) {
    Objects.checkIndex(id, counts.clients());
    return key.child("mix").child(id).stream().nextDirichlet(classes(), labelConcentration);
  }

  @Override
  public ClientData client(int id) {
    return new LazyClientData(
        id,
        style(id).description(),
        () -> draw(id, "train", counts.samples()),
        () -> draw(id, "held-out", counts.heldOut()));
  }

  private Images draw(int id, String set, int count) {
    GlyphStyle style = style(id);
    double[] mix = mix(id);
    RandomKey images = key.child(set).child(id);
    GlyphPainter painter = new GlyphPainter(shape);
    float[] pixels = new float[Math.multiplyExact(count, shape.size())];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      RandomStream random = images.child(i).stream();
      labels[i] = ClassMix.draw(mix, random);
      GlyphClass glyph = GlyphClass.ofLabel(labels[i]);
      painter.paint(glyph, style, random, pixels, i * shape.size());
    }
    return Images.adopt(shape, pixels, labels);
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
      GlyphStyle style = GlyphStyle.draw(random, styleStrength);
      GlyphClass glyph = GlyphClass.ofLabel(labels[i]);
      painter.paint(glyph, style, random, pixels, i * shape.size());
    }
    return Images.adopt(shape, pixels, labels);
  }
}
