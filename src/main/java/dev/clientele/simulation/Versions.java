package dev.clientele.simulation;

import dev.clientele.simulation.policy.Call;
import dev.clientele.tensor.Weights;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The models that clients in flight started from: as many as there are clients at work, at most.
 * Each is sent to the node once, when the first client needs it. Mutable; belongs to one actor.
 */
final class Versions {
  private static final class Model {
    private final Weights weights;
    private int users;

    Model(Weights weights) {
      this.weights = weights;
    }
  }

  private final SortedMap<Integer, Model> models = new TreeMap<>();
  private final ActorRef<Node.Command> node;

  Versions(ActorRef<Node.Command> node) {
    this.node = node;
  }

  /** A client starts from this version. */
  void use(Call call, Weights weights) {
    Model model = models.get(call.version());
    if (model == null) {
      model = new Model(weights);
      models.put(call.version(), model);
      node.tell(new Node.Hold(call.version(), weights));
    }
    model.users++;
  }

  /** The model that a call in flight started from. */
  Weights of(Call call) {
    return models.get(call.version()).weights;
  }

  /** A client that started from this version is done. */
  void release(Call call) {
    Model model = models.get(call.version());
    model.users--;
    if (model.users == 0) {
      models.remove(call.version());
      node.tell(new Node.Drop(call.version()));
    }
  }

  /** All that are in use, for a checkpoint. */
  SortedMap<Integer, Weights> all() {
    SortedMap<Integer, Weights> all = new TreeMap<>();
    models.forEach((version, model) -> all.put(version, model.weights));
    return all;
  }
}
