package dev.clientele.method;

import dev.clientele.network.DenoiserSpec;
import dev.clientele.tensor.Weights;

/** The method that a configuration names. */
public final class MethodFactory {
  private MethodFactory() {}

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
    };
  }
}
