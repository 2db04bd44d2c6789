package dev.clientele.config;

/**
 * How an unseen client adapts to the finished model.
 *
 * @param steps optimiser steps
 * @param batch images a step
 * @param learningRate of what is adapted
 * @param samples how many of its images it may use
 */
public record AdaptationConfig(int steps, int batch, double learningRate, int samples) {
  static AdaptationConfig read(Block block) {
    return new AdaptationConfig(
        block.integer("steps", 0, Integer.MAX_VALUE),
        block.integer("batch", 1, Integer.MAX_VALUE),
        block.number("learning-rate", Range.POSITIVE),
        block.integer("samples", 1, Integer.MAX_VALUE));
  }
}
