package dev.clientele.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A folder with the pairs of IDX files of MNIST, Fashion-MNIST or a split of EMNIST. */
final class IdxFolder {
  /** Reads a pair of files. */
  private interface PairReader {
    IdxPool read(Path images, Path labels);
  }

  private final Path folder;
  private final String trainName;
  private final String testName;
  private final PairReader reader;

  private IdxFolder(Path folder, String trainName, String testName, PairReader reader) {
    this.folder = folder;
    this.trainName = trainName;
    this.testName = testName;
    this.reader = reader;
  }

  /** The names of MNIST, Fashion-MNIST and KMNIST: {@code train-} and {@code t10k-}. */
  static IdxFolder mnist(Path folder) {
    return new IdxFolder(folder, "train", "t10k", IdxPool::read);
  }

  /** The names of EMNIST: {@code emnist-SPLIT-train-} and {@code emnist-SPLIT-test-}. */
  static IdxFolder emnist(Path folder, EmnistSplit split) {
    String start = "emnist-" + split.title() + "-";
    return new IdxFolder(
        folder,
        start + "train",
        start + "test",
        (images, labels) -> IdxPool.readEmnist(images, labels, split.first(), split.classes()));
  }

  /**
   * Both pairs, of which either may be absent.
   *
   * @param testApart whether the test pair is kept out of the clients' hands
   * @throws DataException if there is none, or one cannot be used and that is an error
   */
  Source read(boolean testApart, Damage damage) {
    IdxPool train = readPair(trainName, damage);
    IdxPool test = readPair(testName, damage);
    if (train == null && test == null) {
      throw new DataException(
          folder
              + ": expected a file "
              + imagesName(trainName)
              + " or "
              + imagesName(testName)
              + ", plain or .gz, that can be used but there is none"
              + damage.firstSkipped());
    }
    if (testApart && (train == null || test == null)) {
      throw new DataException(
          folder
              + ": expected "
              + imagesName(trainName)
              + " and "
              + imagesName(testName)
              + ", since data.test is files, but one is missing"
              + damage.firstSkipped());
    }
    requireEqualSize(train, test);
    int classes = Stream.of(train, test).mapToInt(p -> p == null ? 0 : p.classes()).max().orElse(0);
    if (testApart) {
      return new Source(
          JoinedPool.of(List.of(train), classes),
          JoinedPool.of(List.of(test), classes),
          damage.skipped());
    }
    List<IdxPool> both = new ArrayList<>();
    Stream.of(train, test).filter(p -> p != null).forEach(both::add);
    return new Source(JoinedPool.of(both, classes), null, damage.skipped());
  }

  private IdxPool readPair(String start, Damage damage) {
    Path images = find(imagesName(start));
    if (!Files.exists(images)) {
      return null;
    }
    return damage.attempt(() -> reader.read(images, find(start + "-labels-idx1-ubyte")));
  }

  private static String imagesName(String start) {
    return start + "-images-idx3-ubyte";
  }

  private Path find(String name) {
    Path plain = folder.resolve(name);
    Path packed = folder.resolve(name + ".gz");
    return Files.exists(packed) && !Files.exists(plain) ? packed : plain;
  }

  private void requireEqualSize(IdxPool train, IdxPool test) {
    if (train == null || test == null || train.shape().equals(test.shape())) {
      return;
    }
    throw new DataException(
        String.format(
            "%s: expected images of %d x %d as in the training file but was %d x %d",
            find(imagesName(testName)),
            train.shape().height(),
            train.shape().width(),
            test.shape().height(),
            test.shape().width()));
  }
}
