package dev.clientele.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Resized images on disk, so that a folder is decoded once. A cache is two files whose name is a
 * digest of the listing (paths, lengths, times of change) and of the images' size: the pixels of
 * what could be read, and a text file that says what could not. They are written under another name
 * and moved, the pixels last: a cache that is there is whole, whoever else writes it, too.
 */
final class ImageCache {
  private static final String FORMAT = "clientele image cache 1";
  private static final int NAME_LENGTH = 32;

  private final ImageFiles listing;
  private final ImageShape shape;
  private final Path pixels;
  private final Path skips;

  /**
   * A cache for the images of {@code listing} at the size of {@code shape}, three channels.
   *
   * @param folder where caches are
   */
  ImageCache(Path folder, ImageFiles listing, ImageShape shape) {
    this.listing = listing;
    this.shape = shape;
    String name = digest().substring(0, NAME_LENGTH);
    this.pixels = folder.resolve(name + ".pixels");
    this.skips = folder.resolve(name + ".skipped");
  }

  /** An image that could not be read. */
  private record Skip(int file, String problem) {}

  /** The file of the pixels. */
  Path pixels() {
    return pixels;
  }

  /**
   * Makes the cache if it is not there.
   *
   * @return for each file of the listing whether its pixels are there, in their order
   * @throws DataException if the cache cannot be written, or a damaged image is an error
   */
  boolean[] prepare(Damage damage) {
    try {
      List<Skip> skipped = stored();
      if (skipped == null) {
        skipped = write(damage);
      } else {
        skipped.forEach(skip -> damage.report(new DataException(skip.problem())));
      }
      boolean[] kept = new boolean[listing.files().size()];
      Arrays.fill(kept, true);
      skipped.forEach(skip -> kept[skip.file()] = false);
      return kept;
    } catch (IOException e) {
      throw new DataException(
          "expected to keep resized images in "
              + pixels.getParent()
              + " (data.cache) but "
              + e.getMessage(),
          e);
    }
  }

  /** What the cache left out; null if there is no cache. */
  private List<Skip> stored() throws IOException {
    if (!Files.exists(pixels) || !Files.exists(skips)) {
      return null;
    }
    List<Skip> skipped = new ArrayList<>();
    for (String line : Files.readAllLines(skips)) {
      int tab = line.indexOf('\t');
      skipped.add(new Skip(Integer.parseInt(line.substring(0, tab)), line.substring(tab + 1)));
    }
    long expected = (long) (listing.files().size() - skipped.size()) * shape.size();
    return Files.size(pixels) == expected ? skipped : null;
  }

  private List<Skip> write(Damage damage) throws IOException {
    Path folder = pixels.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path temporary = Files.createTempFile(folder, "part-", ".tmp");
    try {
      List<Skip> skipped = decode(temporary, damage);
      StringBuilder text = new StringBuilder();
      skipped.forEach(s -> text.append(s.file()).append('\t').append(s.problem()).append('\n'));
      Path note = Files.createTempFile(folder, "part-", ".tmp");
      Files.writeString(note, text);
      move(note, skips);
      move(temporary, pixels);
      return skipped;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private List<Skip> decode(Path to, Damage damage) throws IOException {
    List<Skip> skipped = new ArrayList<>();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(to), 1 << 16)) {
      for (int i = 0; i < listing.files().size(); i++) {
        Path file = listing.root().resolve(listing.files().get(i).path());
        try {
          out.write(ImageDecoder.read(file, shape.height(), shape.width()));
        } catch (DataException e) {
          damage.report(e);
          skipped.add(new Skip(i, e.getMessage().replaceAll("\\s+", " ")));
        }
      }
    }
    try (FileChannel channel = FileChannel.open(to, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    return skipped;
  }

  private String digest() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      add(sha, FORMAT + " " + shape);
      for (ImageFiles.Entry entry : listing.files()) {
        Path file = listing.root().resolve(entry.path());
        long changed = Files.getLastModifiedTime(file).toMillis();
        add(sha, entry.path() + "\t" + Files.size(file) + "\t" + changed);
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (IOException e) {
      throw new DataException(
          listing.root() + ": expected readable image files but " + e.getMessage(), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void add(MessageDigest sha, String line) {
    sha.update((line + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
