package dev.clientele.config;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Low-rank adapters.
 *
 * @param rank of every adapter
 * @param alpha the scale's numerator
 * @param targets which kinds of layers have one
 */
public record LoraConfig(int rank, double alpha, Set<Target> targets) {
  /** A kind of layers. */
  public enum Target {
    /** Queries, keys, values and outputs of attention. */
    ATTENTION,
    /** The time embedding and its projections. */
    TIME,
    /** The tables of label and client embeddings. */
    EMBEDDING,
    /** Convolutions. */
    CONVOLUTION,
    /** Other dense layers. */
    DENSE
  }

  /** Keeps a copy in the kinds' order, as which it is printed by any process. */
  public LoraConfig {
    targets = Collections.unmodifiableSet(new TreeSet<>(targets));
  }

  static LoraConfig read(Block block) {
    return new LoraConfig(
        block.integer("rank", 1, 4096),
        block.number("alpha", Range.POSITIVE),
        block.choices("targets", Target.class));
  }
}
