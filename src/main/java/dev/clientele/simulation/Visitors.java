package dev.clientele.simulation;

import dev.clientele.tensor.Weights;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * The clients that are at work on a station, and the weights that they start from. Mutable; belongs
 * to one actor.
 */
final class Visitors {
  /** Work in hand; the actor is null while weights are missing. */
  private record Visitor(Station.Work work, ActorRef<Client.Command> client) {}

  private final ActorContext<?> context;
  private final ClientWork work;
  private final ActorRef<ComputePool.Command> pool;
  private final ActorRef<Client.Event> events;
  private final Stock stock = new Stock();
  private final Map<Long, Visitor> present = new TreeMap<>();

  /**
   * @param events hears of every visit that is computed
   */
  Visitors(
      ActorContext<?> context,
      ClientWork work,
      ActorRef<ComputePool.Command> pool,
      ActorRef<Client.Event> events) {
    this.context = context;
    this.work = work;
    this.pool = pool;
    this.events = events;
  }

  /** Begins work as soon as all that it needs is there; what is in hand is not begun again. */
  void take(Station.Work order) {
    if (!present.containsKey(order.task())) {
      present.put(order.task(), new Visitor(order, null));
      beginIfComplete(order);
    }
  }

  /** Weights are there. */
  void arrived(long label, Weights weights) {
    if (stock.arrived(label, weights)) {
      present.values().stream()
          .filter(visitor -> visitor.client() == null)
          .map(Visitor::work)
          .toList()
          .forEach(this::beginIfComplete);
    }
  }

  /** That model is not needed any more. */
  void forget(long model) {
    stock.forget(model);
  }

  private void beginIfComplete(Station.Work order) {
    if (!stock.suffices(order)) {
      return;
    }
    Weights model = stock.model(order);
    ActorRef<Client.Command> client = welcome(order.errand());
    present.put(order.task(), new Visitor(order, client));
    switch (order.errand()) {
      case Errand.Train(_, Order o, _, _) -> {
        // The task's number is the only one that no two visits on this node share.
        Order mine = new Order(order.task(), o.turn(), o.version(), o.damage());
        client.tell(new Client.Train(mine, model, events));
      }
      case Errand.Adapt _ -> client.tell(new Client.Adapt(order.task(), model, events));
    }
  }

  private ActorRef<Client.Command> welcome(Errand errand) {
    Optional<Weights> tensors = stock.takeStart(errand);
    Client.State state = new Client.State(errand.client(), tensors, tensors);
    ActorRef<Client.Command> client = context.spawnAnonymous(Client.create(work, pool, state));
    context.watch(client);
    return client;
  }

  Errand errand(long task) {
    return present.get(task).work().errand();
  }

  ActorRef<Client.Command> client(long task) {
    return present.get(task).client();
  }

  /** That task is done. */
  void dismiss(long task) {
    ActorRef<Client.Command> client = present.remove(task).client();
    context.unwatch(client);
    context.stop(client);
  }
}
