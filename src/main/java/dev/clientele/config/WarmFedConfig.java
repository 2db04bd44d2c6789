package dev.clientele.config;

/**
 * WarmFed's stages beside its ordinary rounds.
 *
 * @param lora a client's adapters beside the pre-trained diffusion model
 * @param adapterSteps optimiser steps on the adapters, in the first round; 0: the public model
 *     draws as it is
 * @param adapterBatch images a step
 * @param adapterLearningRate of the adapters
 * @param adapterSchedule of that learning rate
 * @param ratio synthetic images for each private one
 * @param classes which classes are drawn
 * @param localTuningSteps the server's steps on every client's classifier, in the first round
 * @param tuningSteps the server's steps on the mean classifier, in every round
 * @param personalisation how a client makes the global model its own
 */
public record WarmFedConfig(
    LoraConfig lora,
    int adapterSteps,
    int adapterBatch,
    double adapterLearningRate,
    RateSchedule adapterSchedule,
    double ratio,
    Classes classes,
    int localTuningSteps,
    int tuningSteps,
    Personalisation personalisation) {
  /** Which classes the server draws. */
  public enum Classes {
    /** As often as the client says that it holds them. */
    REPORTED,
    /** All equally often. */
    BALANCED
  }

  /** How a client makes the global model its own. */
  public enum Personalisation {
    /** Distilling where the client's last model is right and surer. */
    DYNAMIC,
    /** Distilling everywhere. */
    CONSTANT,
    /** Without distillation. */
    FINE_TUNING,
    /** Not at all. */
    NONE
  }

  static WarmFedConfig read(Block block) {
    return new WarmFedConfig(
        LoraConfig.read(block.block("lora")),
        block.integer("adapter-steps", 0, Integer.MAX_VALUE),
        block.integer("adapter-batch", 1, Integer.MAX_VALUE),
        block.number("adapter-learning-rate", Range.POSITIVE),
        block.choice("adapter-schedule", RateSchedule.class),
        block.number("ratio", Range.POSITIVE),
        block.choice("classes", Classes.class),
        block.integer("local-tuning-steps", 0, Integer.MAX_VALUE),
        block.integer("tuning-steps", 0, Integer.MAX_VALUE),
        block.choice("personalisation", Personalisation.class));
  }
}
