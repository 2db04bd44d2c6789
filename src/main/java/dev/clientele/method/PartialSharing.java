package dev.clientele.method;

import dev.clientele.data.ClientData;
import dev.clientele.data.Federation;
import dev.clientele.diffusion.Trained;
import dev.clientele.diffusion.Trainer;
import dev.clientele.diffusion.Workspace;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.network.Network;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;

/**
 * A private part of the network beside a shared one. FedPer (Arivazhagan et al. 2019) trains both
 * together; FedRep (Collins et al. 2021) the private part first, then the shared one; UDec (de
 * Goede et al. 2024) is FedPer with a private encoder and middle. A client that took no part trains
 * a private part alone, beside the shared weights as they are.
 */
public final class PartialSharing extends NetworkMethod {
  private final String name;
  private final boolean inTurn;
  private final Tensors own;
  private final Tensors others;
  private final Layout shared;
  private final Layout personal;

  private PartialSharing(
      String name,
      boolean inTurn,
      NetworkPart part,
      boolean inside,
      DenoiserSpec network,
      Weights pretrained,
      Training training) {
    super(network.withClients(0), pretrained, training);
    this.name = name;
    this.inTurn = inTurn;
    this.own = new Tensors(part, inside);
    this.others = new Tensors(part, !inside);
    this.shared = all.filter(others::means);
    this.personal = all.filter(own::means);
  }

  /** FedPer: the configured part is private. */
  public static PartialSharing fedPer(DenoiserSpec network, Weights pretrained, Training training) {
    NetworkPart part = NetworkPart.of(training.visit().privatePart());
    return new PartialSharing("fedper", false, part, true, network, pretrained, training);
  }

  /** FedRep: the configured part is private and trained first. */
  public static PartialSharing fedRep(DenoiserSpec network, Weights pretrained, Training training) {
    NetworkPart part = NetworkPart.of(training.visit().privatePart());
    return new PartialSharing("fedrep", true, part, true, network, pretrained, training);
  }

  /** UDec: all but the decoder is private. */
  public static PartialSharing uDec(DenoiserSpec network, Weights pretrained, Training training) {
    return new PartialSharing(
        "udec", false, NetworkPart.DECODER, false, network, pretrained, training);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Layout shared() {
    return shared;
  }

  @Override
  public Layout personal() {
    return personal;
  }

  @Override
  public Weights newcomer() {
    return privateStart(personal);
  }

  @Override
  public Visit train(
      Weights received, Weights mine, ClientData data, RandomKey key, Workspace workspace) {
    Weights head = mine;
    long images = images();
    if (inTurn) {
      Trainer first = trainer(workspace, visit().batch(), own);
      first.denoiser().network().load(received, mine);
      new LocalTraining(visit().embeddingSteps(), visit().conditionDropout(), visit().clipNorm())
          .run(first, data.train(), key.child("private"), rate(own, visit().learningRate()));
      head = first.denoiser().network().weights(personal);
      images += (long) visit().embeddingSteps() * visit().batch();
    }
    Trainer trainer = trainer(workspace, visit().batch(), inTurn ? others : Trained.EVERYTHING);
    Network network = trainer.denoiser().network();
    network.load(received, head);
    double loss =
        inTurn
            ? local().run(trainer, data.train(), key, rate(others, visit().learningRate()))
            : local().run(trainer, data.train(), key, tensor -> visit().learningRate());
    return new Visit(
        network.changeSince(received),
        network.weights(personal),
        data.train().count(),
        images,
        loss);
  }

  @Override
  public long images(Federation federation, int client) {
    return images() + (inTurn ? (long) visit().embeddingSteps() * visit().batch() : 0);
  }

  private static java.util.function.ToDoubleFunction<String> rate(Tensors what, double rate) {
    return tensor -> what.means(tensor) ? rate : 0;
  }

  @Override
  public Weights model(Weights received, Weights mine) {
    return received.and(mine);
  }

  @Override
  public Weights population(Weights received) {
    return received.and(newcomer());
  }

  @Override
  public Adaptation adapt(Weights received, ClientData data, RandomKey key, Workspace workspace) {
    Trainer trainer = trainer(workspace, training.adaptation().batch(), own);
    Network network = trainer.denoiser().network();
    network.load(received, newcomer());
    double loss =
        adapt(trainer, data.train(), key, rate(own, training.adaptation().learningRate()));
    return new Adaptation(network.weights(personal), personal.size(), adaptationImages(), loss);
  }
}
