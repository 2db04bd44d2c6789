package dev.clientele.method;

import dev.clientele.data.ClientData;
import dev.clientele.data.Federation;
import dev.clientele.diffusion.Workspace;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;

/**
 * A federated method: pure functions for the client and for the server. An implementation is
 * immutable and may be called from many threads at once; everything that it needs comes in and
 * everything that it makes goes out.
 */
public interface Method {
  /** The name in configurations and reports, such as "spire". */
  String name();

  /** The tensors that the server owns and sends to every client. */
  Layout shared();

  /** The tensors of a visit's update. */
  default Layout uplink() {
    return shared();
  }

  /**
   * Which of these a visit really sends; the others stand in the update for nothing, or for what
   * was sent. All of them, unless a method says otherwise.
   *
   * @param visit the key that {@link #train} gets
   */
  default Layout sent(RandomKey visit) {
    return uplink();
  }

  /**
   * Bytes that a visit's update takes on its way to the server.
   *
   * @param visit the key that {@link #train} gets, since it may decide what is sent
   * @param version how many steps the server has made, since a visit before the first may send more
   */
  default long uplinkBytes(RandomKey visit, int version) {
    return (long) Float.BYTES * uplink().size();
  }

  /** The tensors that a client keeps to itself between visits; empty where a method has none. */
  Layout personal();

  /** The tensors that an unseen client keeps after its adaptation. */
  default Layout adapted() {
    return personal();
  }

  /** The server's state before the first round. */
  ServerState start(RandomKey key);

  /** A client's private tensors before its first visit. */
  Weights newcomer();

  /**
   * A client's visit: trains from the shared weights and the client's own on the client's training
   * images, and gives an update in the layout {@link #uplink()}.
   *
   * @param shared the server's weights, in the layout {@link #shared()}
   * @param personal the client's, in the layout {@link #personal()}
   * @param key names every random stream of this visit
   * @param workspace the worker's networks; the caller's thread owns it
   */
  Visit train(
      Weights shared, Weights personal, ClientData data, RandomKey key, Workspace workspace);

  /**
   * How many images a visit of that client works through, known before it: the virtual clock needs
   * it when the client is called. Quick, as the server's thread asks for every call.
   */
  long images(Federation federation, int client);

  /** The same for a method whose visits differ before the server's first step, version 0. */
  default long images(Federation federation, int client, int version) {
    return images(federation, client);
  }

  /** The server's state after a round, from the mean of the round's updates. */
  ServerState apply(ServerState state, Weights meanUpdate);

  /** What the server does at a round's end; by default it {@link #apply applies} the mean. */
  default ServerStep close(ServerState state, Folded round) {
    return new ServerStep.Done(apply(state, round.mean()));
  }

  /** What the server has worked through in all rounds up to a state; by default nothing. */
  default ServerEffort effort(ServerState state) {
    return ServerEffort.NONE;
  }

  /** Whether {@link #close} needs every update and not only their mean: memory for a cohort. */
  default boolean keepsUpdates() {
    return false;
  }

  /**
   * What a client that took no part in training makes of the finished model, from its own images.
   */
  Adaptation adapt(Weights shared, ClientData data, RandomKey key, Workspace workspace);

  /**
   * The whole network that a client measures and draws with.
   *
   * @param own the client's tensors, in the layout {@link #personal()} or {@link #adapted()}
   */
  Weights model(Weights shared, Weights own);

  /**
   * The whole network that a client is measured with; by default {@link #model}. A method whose
   * clients train the finished model further for themselves does so here, and nobody keeps it.
   *
   * @param own the client's tensors, in the layout {@link #personal()} or {@link #adapted()}
   */
  default Weights personalised(
      Weights shared, Weights own, ClientData data, RandomKey key, Workspace workspace) {
    return model(shared, own);
  }

  /** The whole network for nobody in particular. */
  Weights population(Weights shared);
}
