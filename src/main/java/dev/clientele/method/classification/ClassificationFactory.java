package dev.clientele.method.classification;

import dev.clientele.config.ClienteleConfig;
import dev.clientele.config.MethodConfig;
import dev.clientele.method.Method;
import dev.clientele.tensor.RandomKey;
import java.util.function.Supplier;

/** The method for classification that a configuration names. */
public final class ClassificationFactory {
  private ClassificationFactory() {}

  /** Whether a method draws images with a pre-trained diffusion model. */
  public static boolean draws(MethodConfig method) {
    return method.kind() == MethodConfig.Kind.WARMFED
        || method.kind() == MethodConfig.Kind.SYNTHETIC;
  }

  /**
   * A method.
   *
   * @param generator asked for where the method {@link #draws} alone
   */
  public static Method create(
      ClienteleConfig config, ClassifierTask task, Supplier<Generator> generator) {
    MethodConfig method = config.method();
    double rate = config.server().learningRate();
    int tuning = config.classification().personalSteps();
    RandomKey server = RandomKey.of(config.seed()).child("server");
    return switch (method.kind()) {
      case FEDAVG -> new Averaging("fedavg", task, rate, 0, 0);
      case FEDPROX -> new Averaging("fedprox", task, rate, method.proximal(), 0);
      case FEDAVG_TUNED -> new Averaging("fedavg-tuned", task, rate, 0, tuning);
      case CENTRALISED -> new Averaging("centralised", task, rate, 0, 0);
      case SCAFFOLD ->
          new Scaffold(
              task, rate, (double) config.clients().cohort() / config.clients().registered());
      case FEDPER -> new PrivateHead("fedper", task, rate, 0);
      case FEDREP -> new PrivateHead("fedrep", task, rate, method.embeddingSteps());
      case DITTO -> new DittoClassifier(task, rate);
      case PFEDSD -> new PFedSd(task, rate);
      case LOCAL -> new LocalClassifier(task, rate);
      case SYNTHETIC -> new SyntheticOnly(task, generator.get(), config.warmfed(), server);
      case WARMFED -> new WarmFed(task, rate, generator.get(), config.warmfed(), server);
      case SPIRE, USPLIT, UDEC ->
          throw new IllegalArgumentException(
              "expected a method for classification but was " + method.kind());
    };
  }
}
