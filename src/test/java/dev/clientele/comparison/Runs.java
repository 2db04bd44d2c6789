package dev.clientele.comparison;

import dev.clientele.config.ConfigLoader;
import dev.clientele.config.ConfigPrinter;
import dev.clientele.report.RunDirectory;
import dev.clientele.report.Summary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.SequencedMap;

/** Finished runs that never ran. */
public final class Runs {
  private Runs() {}

  /** Writes one whose unseen clients have the given loss, with KID and other figures beside it. */
  public static Path write(Path folder, String name, long seed, double loss, String... sets) {
    try {
      Path empty = Files.writeString(folder.resolve("empty.conf"), "");
      RunDirectory run = RunDirectory.create(folder.resolve(name), true);
      run.write(
          run.config(),
          ConfigPrinter.reloadable(ConfigLoader.load(empty, List.of(sets), OptionalLong.of(seed))));
      Summary.write(run, summary(loss, loss / 2));
      Files.writeString(
          run.timing(),
          """
          {"phase":"pretraining","round":1,"seconds":1.5,"residentMegabytes":600.0}
          {"phase":"evaluation","round":1,"seconds":2.25,"residentMegabytes":550.0}
          """);
      return run.root();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A summary with the given losses of the clients' own models; KID is a quarter of them. */
  public static SequencedMap<String, Object> summary(double unseen, double validation) {
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    all.put("method", "spire");
    all.put("parameters", map("shared", 1000, "adapted", 64));
    all.put("bytes", map("down", 5000, "up", 4000));
    all.put("unseen", group(unseen));
    all.put("validation", group(validation));
    return all;
  }

  private static SequencedMap<String, Object> group(double loss) {
    return map(
        "clients",
        8,
        "figures",
        map("kid-lenet", figure(loss / 4), "loss", figure(loss), "nll", map("own", Double.NaN)));
  }

  private static SequencedMap<String, Object> figure(double own) {
    return map("own", own, "population", 2 * own, "ownWorstDecile", 3 * own, "better", 7);
  }

  static SequencedMap<String, Object> map(Object... namesAndValues) {
    SequencedMap<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }
}
