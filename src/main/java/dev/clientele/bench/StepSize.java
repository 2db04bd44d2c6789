package dev.clientele.bench;

import dev.clientele.network.UNetSpec;
import java.util.List;

/** The U-Nets whose training step is measured; each with a client embedding of 100 rows. */
public enum StepSize {
  /** 16 x 16, grey, 16 channels. */
  SMALL(16, 1, 20),
  /** 28 x 28, grey, 32 channels. */
  MEDIUM(28, 1, 5),
  /** 32 x 32, colour, 64 channels. */
  LARGE(32, 3, 2);

  private static final int CLIENTS = 100;

  private static final int GROUPS = 8;

  private final int pixels;
  private final int channels;
  private final int steps;

  StepSize(int pixels, int channels, int steps) {
    this.pixels = pixels;
    this.channels = channels;
    this.steps = steps;
  }

  /** One block a level; attention, of a single head, at the last level and in the middle. */
  public UNetSpec spec() {
    List<Integer> widths = widths();
    int last = widths.size() - 1;
    return UNetSpec.of(pixels, pixels, channels, widths, 1, List.of(last), 0, GROUPS, 0)
        .withClients(CLIENTS);
  }

  private List<Integer> widths() {
    return switch (this) {
      case SMALL -> List.of(16, 32);
      case MEDIUM -> List.of(32, 64, 64);
      case LARGE -> List.of(64, 128, 128, 128);
    };
  }

  /** Steps that take a processor's core about a second. */
  public int steps() {
    return steps;
  }
}
