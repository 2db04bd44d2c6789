package dev.clientele.data;

import dev.clientele.tensor.RandomKey;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The private or the public images of a pool: a division that depends on neither seed nor clients,
 * so that what one run trained on, another run with the other share has never seen.
 */
final class SharePool implements ImagePool {
  private final ImagePool all;
  private final int[] chosen;

  private SharePool(ImagePool all, int[] chosen) {
    this.all = all;
    this.chosen = chosen;
  }

  /**
   * Images of every domain of {@code all}, drawn once and for ever; of a smaller domain, all.
   *
   * @param count how many of a domain
   */
  static ImagePool ofPrivate(ImagePool all, int count) {
    return new SharePool(all, first(all, count).stream().toArray());
  }

  /**
   * The images that are not private.
   *
   * @throws DataException if there are none
   */
  static ImagePool ofPublic(ImagePool all, int count) {
    BitSet others = first(all, count);
    others.flip(0, all.count());
    if (others.isEmpty()) {
      throw new DataException(
          String.format(
              "%s: expected more images in a domain than the %d that are private"
                  + " (data.private-images) but there are none",
              all.name(), count));
    }
    return new SharePool(all, others.stream().toArray());
  }

  /** Of each domain by itself, so that it does not matter which others there are. */
  private static BitSet first(ImagePool all, int count) {
    BitSet taken = new BitSet(all.count());
    RandomKey key = RandomKey.of(0).child("share");
    if (all.domains().isEmpty()) {
      take(all, -1, count, key, taken);
    }
    for (int d = 0; d < all.domains().size(); d++) {
      take(all, d, count, key.child(all.domains().get(d)), taken);
    }
    return taken;
  }

  private static void take(ImagePool all, int domain, int count, RandomKey key, BitSet taken) {
    int[] images = IntStream.range(0, all.count()).filter(i -> all.domain(i) == domain).toArray();
    int many = Math.min(count, images.length);
    for (int k : key.stream().sample(images.length, many)) {
      taken.set(images[k]);
    }
  }

  @Override
  public String name() {
    return all.name();
  }

  @Override
  public ImageShape shape() {
    return all.shape();
  }

  @Override
  public int count() {
    return chosen.length;
  }

  @Override
  public int classes() {
    return all.classes();
  }

  @Override
  public int label(int i) {
    return all.label(chosen[i]);
  }

  @Override
  public void read(int i, byte[] to) {
    all.read(chosen[i], to);
  }

  @Override
  public String className(int label) {
    return all.className(label);
  }

  @Override
  public List<String> domains() {
    return all.domains();
  }

  @Override
  public int domain(int i) {
    return all.domain(chosen[i]);
  }

  @Override
  public String imageName(int i) {
    return all.imageName(chosen[i]);
  }

  @Override
  public boolean goesOn() {
    return all.goesOn();
  }
}
