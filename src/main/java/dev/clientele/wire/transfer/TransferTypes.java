package dev.clientele.wire.transfer;

import dev.clientele.wire.WireTypes;

/** The numbers of a transfer's messages. */
public final class TransferTypes {
  private TransferTypes() {}

  public static WireTypes all() {
    return WireTypes.builder()
        .add(64, WeightsReceiver.Offer.class)
        .add(65, Content.class)
        .add(66, Content.Rule.class)
        .add(67, dev.clientele.tensor.Precision.class)
        .add(68, WeightsSender.Accept.class)
        .add(69, WeightsSender.Refuse.class)
        .add(70, WeightsSender.Acknowledge.class)
        .add(71, WeightsSender.Complete.class)
        .add(72, Incoming.Chunk.class)
        .build();
  }
}
