package dev.clientele.data;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The images of a folder {@code domain/class/*.jpg|png}, all of one size and in colour, read from
 * an {@link ImageCache}.
 */
final class FolderPool implements ImagePool {
  private final String name;
  private final ImageFiles listing;
  private final ImageRecords records;
  // The listing's numbers of the images that could be read.
  private final int[] entries;

  private FolderPool(String name, ImageFiles listing, ImageRecords records, int[] entries) {
    this.name = name;
    this.listing = listing;
    this.records = records;
    this.entries = entries;
  }

  /**
   * Lists the folder, and resizes its images where no cache has them.
   *
   * @param domains which to take; empty: all
   * @param height the images' size, which they are scaled to cover and cut to
   * @param cache the folder for resized images
   * @throws DataException for what cannot be used
   */
  static FolderPool open(
      Path root, List<String> domains, int height, int width, Path cache, Damage damage) {
    ImageShape shape = new ImageShape(height, width, 3);
    ImageFiles listing = ImageFiles.list(root, domains, damage);
    ImageCache images = new ImageCache(cache, listing, shape);
    boolean[] kept = images.prepare(damage);
    int[] entries = IntStream.range(0, kept.length).filter(i -> kept[i]).toArray();
    if (entries.length == 0) {
      throw new DataException(
          root + ": expected images that can be read but there are none" + damage.firstSkipped());
    }
    ImageRecords records = ImageRecords.map(images.pixels(), shape, 0, false);
    Path name = root.toAbsolutePath().normalize().getFileName();
    return new FolderPool(name == null ? "images" : name.toString(), listing, records, entries);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ImageShape shape() {
    return records.shape();
  }

  @Override
  public int count() {
    return entries.length;
  }

  @Override
  public int classes() {
    return listing.classes().size();
  }

  @Override
  public int label(int i) {
    return listing.files().get(entries[i]).label();
  }

  @Override
  public void read(int i, byte[] to) {
    records.read(i, to);
  }

  @Override
  public String className(int label) {
    return listing.classes().get(label);
  }

  @Override
  public List<String> domains() {
    return listing.domains();
  }

  @Override
  public int domain(int i) {
    return listing.files().get(entries[i]).domain();
  }

  @Override
  public String imageName(int i) {
    return listing.files().get(entries[i]).path();
  }
}
