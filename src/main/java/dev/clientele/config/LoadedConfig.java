package dev.clientele.config;

import com.typesafe.config.Config;
import java.nio.file.Path;

/**
 * A validated configuration and what it was read from.
 *
 * @param config the validated values
 * @param resolved every value with its origin, Pekko's own blocks included: what an actor system is
 *     started with
 */
public record LoadedConfig(ClienteleConfig config, Config resolved) {
  /** The same, readable from any working directory. */
  public LoadedConfig withAbsolutePaths() {
    ClienteleConfig c = config;
    return new LoadedConfig(
        new ClienteleConfig(
            c.name(),
            c.experiment(),
            c.task(),
            c.seed(),
            c.rounds(),
            c.data().withPaths(absolute(c.data().path()), absolute(c.data().cache())),
            c.clients().withIds(absolute(c.clients().ids())),
            c.network().withPretrained(absolute(c.network().pretrained())),
            c.diffusion(),
            c.method(),
            c.classification(),
            c.warmfed(),
            c.server(),
            c.adaptation(),
            c.evaluation(),
            c.compute(),
            c.device().withTrace(absolute(c.device().trace())),
            c.availability().withTrace(absolute(c.availability().trace())),
            c.policy(),
            c.faults(),
            c.defence(),
            c.checkpoint(),
            c.bench(),
            c.theory()),
        resolved);
  }

  private static String absolute(String path) {
    return path.isEmpty() ? path : Path.of(path).toAbsolutePath().normalize().toString();
  }
}
