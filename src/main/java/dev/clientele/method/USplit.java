package dev.clientele.method;

import dev.clientele.data.ClientData;
import dev.clientele.diffusion.Trained;
import dev.clientele.diffusion.Trainer;
import dev.clientele.diffusion.Workspace;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.Map;

/**
 * USplit (de Goede et al. 2024): a visit trains the whole network and sends either its decoder or
 * the rest, half and half; the server averages every part over those who sent it. That the middle
 * and the embeddings go with the encoder is our choice.
 *
 * <p>A part that is not sent stands as zeros in the update, and two further numbers say what was
 * sent, so that the ordinary mean of updates divided by the mean of those numbers is the mean over
 * the senders.
 */
public final class USplit extends NetworkMethod {
  private static final String SENT_DECODER = "sent.decoder";
  private static final String SENT_REST = "sent.rest";
  private static final Layout SENT =
      new Layout.Builder()
          .add(SENT_DECODER, java.util.List.of(1))
          .add(SENT_REST, java.util.List.of(1))
          .build();

  private final Layout uplink;

  /**
   * USplit over a network.
   *
   * @param pretrained where to start from; null for random weights
   */
  public USplit(DenoiserSpec network, Weights pretrained, Training training) {
    super(network.withClients(0), pretrained, training);
    this.uplink = Weights.zeros(all).and(Weights.zeros(SENT)).layout();
  }

  @Override
  public String name() {
    return "usplit";
  }

  @Override
  public Layout shared() {
    return all;
  }

  @Override
  public Layout uplink() {
    return uplink;
  }

  @Override
  public Layout sent(RandomKey visit) {
    boolean decoder = sendsDecoder(visit);
    return all.filter(tensor -> NetworkPart.DECODER.test(tensor) == decoder);
  }

  @Override
  public long uplinkBytes(RandomKey visit, int version) {
    return (long) Float.BYTES * sent(visit).size();
  }

  private static boolean sendsDecoder(RandomKey visit) {
    return visit.child("part").stream().nextDouble() < 0.5;
  }

  @Override
  public Layout personal() {
    return FedAvg.NOTHING;
  }

  @Override
  public Weights newcomer() {
    return Weights.zeros(FedAvg.NOTHING);
  }

  @Override
  public Visit train(
      Weights shared, Weights personal, ClientData data, RandomKey key, Workspace workspace) {
    boolean decoder = sendsDecoder(key);
    Trainer trainer = trainer(workspace, visit().batch(), Trained.EVERYTHING);
    trainer.denoiser().network().load(shared);
    double loss = local().run(trainer, data.train(), key, tensor -> visit().learningRate());
    float[] change = trainer.denoiser().network().changeSince(shared).toArray();
    for (Layout.Entry e : all.entries()) {
      if (NetworkPart.DECODER.test(e.name()) != decoder) {
        java.util.Arrays.fill(change, e.offset(), e.offset() + e.size(), 0);
      }
    }
    Weights sent = Weights.adopt(SENT, new float[] {decoder ? 1 : 0, decoder ? 0 : 1});
    Weights update = Weights.adopt(all, change).and(sent);
    return new Visit(update, personal, data.train().count(), images(), loss);
  }

  @Override
  public ServerState apply(ServerState state, Weights meanUpdate) {
    Map<Boolean, Float> senders =
        Map.of(true, meanUpdate.tensor(SENT_DECODER)[0], false, meanUpdate.tensor(SENT_REST)[0]);
    float[] mean = meanUpdate.project(all).toArray();
    for (Layout.Entry e : all.entries()) {
      float share = senders.get(NetworkPart.DECODER.test(e.name()));
      for (int i = e.offset(); share > 0 && i < e.offset() + e.size(); i++) {
        mean[i] /= share;
      }
    }
    return super.apply(state, Weights.adopt(all, mean));
  }

  @Override
  public Weights model(Weights shared, Weights own) {
    return shared;
  }

  @Override
  public Weights population(Weights shared) {
    return shared;
  }

  @Override
  public Adaptation adapt(Weights shared, ClientData data, RandomKey key, Workspace workspace) {
    return new Adaptation(newcomer(), 0, 0, Double.NaN);
  }
}
