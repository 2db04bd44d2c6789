package dev.clientele.data;

import dev.clientele.config.DataConfig;
import dev.clientele.config.OnProblem;
import java.nio.file.Path;

/** Opens the data files that a configuration names. */
final class SourceFactory {
  private SourceFactory() {}

  /**
   * The images of a kind that has files.
   *
   * @throws DataException for files that are missing or damaged
   */
  static Source open(DataConfig data) {
    Path folder = Path.of(data.path());
    Damage damage = new Damage(data.onDamaged() == OnProblem.SKIP);
    boolean testApart = data.test() == DataConfig.Test.FILES;
    return switch (data.kind()) {
      case GLYPHS, MIXTURE ->
          throw new IllegalArgumentException("expected files, but " + data.kind() + " has none");
      case IDX -> IdxFolder.mnist(folder).read(testApart, damage);
      case EMNIST ->
          IdxFolder.emnist(folder, EmnistSplit.valueOf(data.split().name()))
              .read(testApart, damage);
      case CIFAR10 -> CifarFolder.open(folder, CifarKind.CIFAR10, testApart, damage);
      case CIFAR100 -> {
        CifarKind kind = data.coarse() ? CifarKind.CIFAR100_COARSE : CifarKind.CIFAR100;
        yield CifarFolder.open(folder, kind, testApart, damage);
      }
      case FOLDER -> {
        Path cache =
            data.cache().isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache", "clientele")
                : Path.of(data.cache());
        ImagePool pool =
            FolderPool.open(folder, data.domains(), data.height(), data.width(), cache, damage);
        yield new Source(pool, null, damage.skipped());
      }
    };
  }
}
