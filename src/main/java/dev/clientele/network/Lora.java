package dev.clientele.network;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Low-rank adapters (LoRA, Hu et al. 2021): beside a frozen layer {@code W x} stands {@code
 * (alpha/rank) B A x}. A has {@code rank} rows and B {@code rank} columns; A begins as PyTorch's
 * linear layers do (Kaiming-uniform with a = sqrt 5) and B at zero, so that nothing changes at
 * first. Beside a convolution A is a convolution of the same kernel, stride and padding, and B a
 * 1x1 convolution. Their tensors are named and shaped as PEFT's.
 *
 * @param rank of every adapter
 * @param alpha the scale's numerator
 * @param targets which kinds of layers have one
 * @param pattern a regular expression that must match a layer's whole name, too; ".*" for all
 */
public record Lora(int rank, double alpha, Set<LoraTarget> targets, String pattern) {
  static final String DOWN = ".lora_A.weight";
  static final String UP = ".lora_B.weight";
  static final String TABLE_DOWN = ".lora_embedding_A";
  static final String TABLE_UP = ".lora_embedding_B";

  /** Rejects what cannot be built, saying what was expected. */
  public Lora {
    targets = Set.copyOf(targets);
    if (rank < 1) {
      throw new IllegalArgumentException("expected a rank of at least 1 but was " + rank);
    }
    if (!(alpha > 0) || Double.isInfinite(alpha)) {
      throw new IllegalArgumentException("expected a positive alpha but was " + alpha);
    }
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "expected a regular expression but was " + pattern + ": " + e.getDescription(), e);
    }
  }

  /** Adapters on all layers of the given kinds. */
  public static Lora on(int rank, double alpha, LoraTarget first, LoraTarget... others) {
    Set<LoraTarget> targets = java.util.EnumSet.of(first, others);
    return new Lora(rank, alpha, targets, ".*");
  }

  /** The factor before the product: alpha / rank. */
  public double scale() {
    return alpha / rank;
  }

  /** Whether the layer with that name, such as {@code conv_in}, has an adapter. */
  public boolean adapts(String layer) {
    return targets.contains(LoraTarget.of(layer)) && layer.matches(pattern);
  }

  /** Whether a tensor of that name belongs to an adapter. */
  public static boolean isAdapter(String tensor) {
    return tensor.endsWith(DOWN)
        || tensor.endsWith(UP)
        || tensor.endsWith(TABLE_DOWN)
        || tensor.endsWith(TABLE_UP);
  }

  /** Whether a tensor of that name is an adapter's A, rather than its B. */
  static boolean isDown(String tensor) {
    return tensor.endsWith(DOWN) || tensor.endsWith(TABLE_DOWN);
  }
}
