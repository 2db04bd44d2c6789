package dev.clientele.simulation.fault;

import dev.clientele.data.ClientData;
import dev.clientele.data.Images;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import dev.clientele.tensor.Weights;
import java.util.List;

/** What damage does to data and to updates. Pure functions. */
public final class Harm {
  private static final int BITS = 32;

  private Harm() {}

  /** The data that a client with this damage trains on. */
  public static ClientData data(Damage damage, ClientData honest, int classes) {
    return damage.attack() == Attack.LABEL_FLIP ? new FlippedLabels(honest, classes) : honest;
  }

  /**
   * The update that arrives instead of {@code update}: first the client's attack, then what the
   * network does to it.
   *
   * @param key names the streams of this visit's damage
   */
  public static Weights update(Damage damage, Weights update, FaultPlan plan, RandomKey key) {
    Weights sent = attacked(damage.attack(), update, plan.byzantine().scale(), key.child("attack"));
    return corrupted(
        damage.corruption(), sent, plan.corrupted().numbers(), key.child("corruption"));
  }

  private static Weights attacked(Attack attack, Weights update, double scale, RandomKey key) {
    Weights zero = Weights.zeros(update.layout());
    return switch (attack) {
      case NONE, LABEL_FLIP -> update;
      case SIGN_FLIP -> zero.plus(-scale, update);
      case SCALED -> zero.plus(scale, update);
      case ZERO -> zero;
      case GAUSSIAN -> {
        float[] noise = new float[update.size()];
        key.stream().fillGaussian(noise);
        double deviation = scale * update.norm() / Math.sqrt(Math.max(1, update.size()));
        yield zero.plus(deviation, Weights.adopt(update.layout(), noise));
      }
    };
  }

  private static Weights corrupted(
      Corruption corruption, Weights update, double share, RandomKey key) {
    return switch (corruption) {
      case NONE, UNKNOWN_VERSION -> update;
      case WRONG_SHAPE -> shortened(update);
      case NAN, INFINITY, BIT_FLIPS -> hit(corruption, update, share, key.stream());
    };
  }

  private static Weights hit(
      Corruption corruption, Weights update, double share, RandomStream random) {
    float[] values = update.toArray();
    int hits = values.length == 0 ? 0 : Math.max(1, (int) Math.round(share * values.length));
    for (int i = 0; i < hits; i++) {
      int at = random.nextInt(values.length);
      int flipped = Float.floatToRawIntBits(values[at]) ^ (1 << random.nextInt(BITS));
      values[at] =
          switch (corruption) {
            case NAN -> Float.NaN;
            case INFINITY -> flipped < 0 ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
            default -> Float.intBitsToFloat(flipped);
          };
    }
    return Weights.adopt(update.layout(), values);
  }

  private static Weights shortened(Weights update) {
    Layout.Builder builder = new Layout.Builder();
    for (Layout.Entry e : update.layout().entries()) {
      builder.add(e.name(), List.of(Math.max(0, e.size() - 1)));
    }
    return Weights.zeros(builder.build());
  }

  /** The same images under their labels' mirror images. */
  private record FlippedLabels(ClientData honest, int classes) implements ClientData {
    @Override
    public int id() {
      return honest.id();
    }

    @Override
    public Images train() {
      Images images = honest.train();
      float[] pixels = new float[images.count() * images.shape().size()];
      int[] labels = new int[images.count()];
      for (int i = 0; i < labels.length; i++) {
        images.copyTo(i, pixels, i * images.shape().size());
        labels[i] = classes - 1 - images.label(i);
      }
      return Images.adopt(images.shape(), pixels, labels);
    }

    @Override
    public Images heldOut() {
      return honest.heldOut();
    }

    @Override
    public String description() {
      return honest.description();
    }
  }
}
