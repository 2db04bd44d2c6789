package dev.clientele.config;

import java.util.List;

/**
 * The classifier that clients train where the task is classification; a visit's batch, steps and
 * learning rate are the method's.
 *
 * @param widths channels of each level
 * @param blocks residual blocks a level
 * @param groups groups of the group normalisation
 * @param shift pixels by which training images are shifted at most
 * @param flip whether training images are mirrored
 * @param personalSteps optimiser steps by which a client personalises the finished model
 * @param distillationWeight pfedsd, warmfed: the weight of the distillation
 * @param temperature pfedsd, warmfed: of the distillation
 */
public record ClassificationConfig(
    List<Integer> widths,
    int blocks,
    int groups,
    int shift,
    boolean flip,
    int personalSteps,
    double distillationWeight,
    double temperature) {
  /** Copies the list. */
  public ClassificationConfig {
    widths = List.copyOf(widths);
  }

  static ClassificationConfig read(Block block) {
    return new ClassificationConfig(
        block.integers("widths", 1, 65536),
        block.integer("blocks", 1, 64),
        block.integer("groups", 1, Integer.MAX_VALUE),
        block.integer("shift", 0, 4096),
        block.flag("flip"),
        block.integer("personal-steps", 0, Integer.MAX_VALUE),
        block.number("distillation-weight", Range.NOT_NEGATIVE),
        block.number("temperature", Range.POSITIVE));
  }
}
