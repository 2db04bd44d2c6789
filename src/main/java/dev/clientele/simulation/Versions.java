package dev.clientele.simulation;

import dev.clientele.simulation.policy.Call;
import dev.clientele.tensor.Precision;
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
  private final Precision precision;

  /**
   * @param precision what clients get of each number
   */
  Versions(ActorRef<Node.Command> node, Precision precision) {
    this.node = node;
    this.precision = precision;
  }

  /** What clients get of a model of the server's. */
  Weights broadcast(Weights weights) {
    Weights rounded = precision.round(weights);
    if (precision != Precision.FP32 && !rounded.isFinite()) {
      throw new IllegalStateException(
          "expected shared weights within the range of " + precision + " but was beyond");
    }
    return rounded;
  }

  /**
   * A client starts from this version.
   *
   * @param weights the server's, or those that {@link #all} told
   */
  void use(Call call, Weights weights) {
    Model model = models.get(call.version());
    if (model == null) {
      model = new Model(broadcast(weights));
      models.put(call.version(), model);
      node.tell(new Node.Hold(call.version(), model.weights));
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
