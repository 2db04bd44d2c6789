package dev.clientele.config;

/**
 * How updates become one where some of them may be hostile.
 *
 * @param rule by which
 * @param trim trimmed-mean: share of the updates left out at either end of each number
 * @param byzantine krum, multi-krum: share of the updates that is assumed to be hostile
 * @param chosen multi-krum: updates whose mean is taken
 * @param clipNorm the norm to which every update is scaled down; 0: none is
 */
public record DefenceConfig(Rule rule, double trim, double byzantine, int chosen, double clipNorm) {
  /** By which rule. */
  public enum Rule {
    /** Weighted by samples. */
    MEAN,
    /** Every number's median. */
    MEDIAN,
    /** Every number's mean without the extremes (Yin et al. 2018). */
    TRIMMED_MEAN,
    /** The update that is nearest to its neighbours (Blanchard et al. 2017). */
    KRUM,
    /** The mean of those that are. */
    MULTI_KRUM
  }

  static DefenceConfig read(Block block) {
    return new DefenceConfig(
        block.choice("rule", Rule.class),
        block.number("trim", Range.HALF),
        block.number("byzantine", Range.HALF),
        block.integer("chosen", 1, Integer.MAX_VALUE),
        block.number("clip-norm", Range.NOT_NEGATIVE));
  }
}
