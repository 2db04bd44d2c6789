package dev.clientele.config;

/**
 * How an unseen client adapts to the finished model.
 *
 * @param kind what is trained
 * @param clients who adapts
 * @param steps optimiser steps
 * @param batch images a step
 * @param learningRate of what is adapted
 * @param samples how many of its images it may use
 * @param lora the adapters, where they are what is trained
 */
public record AdaptationConfig(
    Kind kind,
    Clients clients,
    int steps,
    int batch,
    double learningRate,
    int samples,
    LoraConfig lora) {
  /** What an unseen client trains. */
  public enum Kind {
    /** What the method keeps private: spire its embedding, fedavg nothing, ditto a model. */
    OWN,
    /** All weights of the finished model. */
    FULL,
    /** Low-rank adapters beside them. */
    LORA
  }

  /** Which of the clients that never take part adapt and are measured. */
  public enum Clients {
    /** All of them. */
    ALL,
    /** Those that are reported. */
    UNSEEN,
    /** Those that settings are chosen by. */
    VALIDATION
  }

  static AdaptationConfig read(Block block) {
    return new AdaptationConfig(
        block.choice("kind", Kind.class),
        block.choice("clients", Clients.class),
        block.integer("steps", 0, Integer.MAX_VALUE),
        block.integer("batch", 1, Integer.MAX_VALUE),
        block.number("learning-rate", Range.POSITIVE),
        block.integer("samples", 1, Integer.MAX_VALUE),
        LoraConfig.read(block.block("lora")));
  }
}
