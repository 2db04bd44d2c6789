package dev.clientele.method;

import dev.clientele.config.LoraConfig;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.network.Lora;
import dev.clientele.network.LoraTarget;
import dev.clientele.tensor.Weights;
import java.util.Set;
import java.util.stream.Collectors;

/** The method that a configuration names. */
public final class MethodFactory {
  private MethodFactory() {}

  /**
   * A method over a network, with the configured way of adapting unseen clients.
   *
   * @param network as the method's clients see it: with a row for the client where it has one
   * @param pretrained where to start from; null for random weights
   */
  public static Method adapting(DenoiserSpec network, Weights pretrained, Training training) {
    Method method =
        CompressedUpdates.of(create(network, pretrained, training), training.visit().compression());
    return switch (training.adaptation().kind()) {
      case OWN -> method;
      case FULL -> new FullFineTuning(method, network, training);
      case LORA -> new LoraFineTuning(method, network, lora(training), training);
    };
  }

  private static Lora lora(Training training) {
    LoraConfig config = training.adaptation().lora();
    Set<LoraTarget> targets =
        config.targets().stream()
            .map(target -> LoraTarget.valueOf(target.name()))
            .collect(Collectors.toSet());
    return new Lora(config.rank(), config.alpha(), targets, ".*");
  }

  /**
   * A method over a network, with its own way of adapting unseen clients.
   *
   * @param pretrained where to start from; null for random weights
   */
  public static Method create(DenoiserSpec network, Weights pretrained, Training training) {
    return switch (training.visit().kind()) {
      case SPIRE -> new Spire(network, pretrained, training);
      case FEDAVG -> new FedAvg(network, pretrained, training);
      case FEDPROX -> new FedProx(network, pretrained, training);
      case FEDPER -> PartialSharing.fedPer(network, pretrained, training);
      case FEDREP -> PartialSharing.fedRep(network, pretrained, training);
      case UDEC -> PartialSharing.uDec(network, pretrained, training);
      case USPLIT -> new USplit(network, pretrained, training);
      case DITTO -> new Ditto(network, pretrained, training);
      case LOCAL -> new LocalOnly(network, pretrained, training);
      case CENTRALISED -> new FedAvg("centralised", network, pretrained, training);
      case SCAFFOLD, PFEDSD, FEDAVG_TUNED, SYNTHETIC, WARMFED ->
          throw new IllegalArgumentException(
              "expected a method for diffusion but was " + training.visit().kind());
    };
  }
}
