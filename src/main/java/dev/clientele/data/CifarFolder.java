package dev.clientele.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder with the files of CIFAR-10 or CIFAR-100, binary version. */
final class CifarFolder {
  private CifarFolder() {}

  /**
   * Opens every file; CIFAR's own names.
   *
   * @param testApart whether the test file is kept out of the clients' hands
   * @throws DataException if one is missing, or cannot be used and that is an error
   */
  static Source open(Path folder, CifarKind kind, boolean testApart, Damage damage) {
    List<String> names = classNames(folder.resolve(kind.namesFile()), kind);
    List<ImagePool> train = new ArrayList<>();
    for (String file : kind.trainFiles()) {
      add(train, folder.resolve(file), kind, names, damage);
    }
    List<ImagePool> test = new ArrayList<>();
    add(test, folder.resolve(kind.testFile()), kind, names, damage);
    if (!testApart) {
      train.addAll(test);
    }
    if (train.isEmpty() || (testApart && test.isEmpty())) {
      throw new DataException(
          folder
              + ": expected usable files of "
              + kind.title()
              + " but there are none"
              + damage.firstSkipped());
    }
    return new Source(
        JoinedPool.of(train, kind.classes()),
        testApart ? JoinedPool.of(test, kind.classes()) : null,
        damage.skipped());
  }

  private static void add(
      List<ImagePool> to, Path file, CifarKind kind, List<String> names, Damage damage) {
    ImagePool pool = damage.attempt(() -> CifarPool.open(file, kind, names));
    if (pool != null) {
      to.add(pool);
    }
  }

  /** The classes' names, where their file is there. */
  private static List<String> classNames(Path file, CifarKind kind) {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      List<String> names = Files.readAllLines(file).stream().filter(s -> !s.isBlank()).toList();
      if (names.size() != kind.classes()) {
        throw new DataException(
            file + ": expected " + kind.classes() + " names but was " + names.size());
      }
      return names.stream().map(String::strip).toList();
    } catch (IOException e) {
      throw new DataException(file + ": expected a text file but " + e.getMessage(), e);
    }
  }
}
