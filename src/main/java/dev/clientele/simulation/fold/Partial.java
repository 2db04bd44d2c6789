package dev.clientele.simulation.fold;

import dev.clientele.tensor.Weights;

/**
 * A sum over the first updates of a block, or over one update of it, made where they are. It adds
 * what {@link Fold#add} would add, in the same order, onto zeros as there; {@link Fold#addSum} then
 * goes on from it, so that not one bit depends on where it was made.
 *
 * <p>Mutable; belongs to one actor.
 */
public final class Partial {
  private final double[] sum;
  private final double clipNorm;

  /**
   * An empty sum.
   *
   * @param size numbers of every update
   * @param clipNorm the Euclidean norm to which an update is scaled down; infinite: it is not
   */
  public Partial(int size, double clipNorm) {
    this.sum = new double[size];
    this.clipNorm = clipNorm;
  }

  /** Adds an update; the numbers mean what they mean in {@link Fold#add}. */
  public void add(Weights update, double samples, double factor) {
    update.addTo(sum, samples * scale(update, factor, clipNorm));
  }

  /** The sum, which is not copied: nothing may be added any more. */
  public double[] sum() {
    return sum;
  }

  /** The factor of an update that is scaled down to a norm. */
  static double scale(Weights update, double factor, double clipNorm) {
    double norm = Double.isInfinite(clipNorm) ? 0 : update.norm();
    return norm > clipNorm ? factor * clipNorm / norm : factor;
  }
}
