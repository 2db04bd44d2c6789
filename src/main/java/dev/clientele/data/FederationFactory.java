package dev.clientele.data;

import dev.clientele.config.ClienteleConfig;
import dev.clientele.config.ClientsConfig;
import dev.clientele.config.DataConfig;
import dev.clientele.tensor.RandomKey;
import java.nio.file.Path;

/** The federation that a configuration describes. */
public final class FederationFactory {
  private FederationFactory() {}

  /**
   * A function of the blocks {@code data} and {@code clients} and of the seed.
   *
   * @throws DataException for data files that are missing, damaged or too few
   */
  public static Federation create(ClienteleConfig config) {
    DataConfig data = config.data();
    ClientsConfig clients = config.clients();
    RandomKey key = RandomKey.of(config.seed()).child("data");
    return switch (data.kind()) {
      case GLYPHS ->
          GlyphFederation.create(
              new ImageShape(data.height(), data.width(), data.channels()),
              clients.registered(),
              clients.unseen(),
              clients.samples(),
              clients.heldOut(),
              data.styleStrength(),
              data.labelConcentration(),
              key);
      case IDX ->
          IdxFederation.create(
              Path.of(data.path()),
              data.height(),
              data.width(),
              clients.registered(),
              clients.unseen(),
              clients.samples(),
              clients.heldOut(),
              data.rotation(),
              data.labelConcentration(),
              key);
    };
  }
}
