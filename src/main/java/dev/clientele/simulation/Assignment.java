package dev.clientele.simulation;

import dev.clientele.tensor.Weights;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A visit or an adaptation, from the server's order to its end. Mutable; belongs to one actor. */
final class Assignment {
  private final Node.Command asked;
  private final Map<Long, Weights> parts = new HashMap<>();
  private Place place;
  private Station.Work work;
  private Report report;
  private long sent;
  private int begun;
  private boolean abandoned;

  private Assignment(Node.Command asked) {
    this.asked = asked;
  }

  static Assignment of(Node.Train train) {
    return new Assignment(train);
  }

  static Assignment of(Node.Adapt adapt) {
    return new Assignment(adapt);
  }

  private static IllegalStateException unexpected(Object was) {
    return new IllegalStateException("expected a visit or an adaptation but was " + was);
  }

  /** The model's. */
  int version() {
    return asked instanceof Node.Train train ? train.order().version() : Node.FINISHED;
  }

  int client() {
    return work.errand().client();
  }

  boolean isVisit(long number) {
    return asked instanceof Node.Train train && train.order().number() == number;
  }

  /** The private tensors that it starts from. */
  Optional<Weights> start(ClientBook book) {
    if (!(asked instanceof Node.Train(int client, Order order, _))) {
      return Optional.empty();
    }
    return order.damage().staleState() ? book.before(client) : book.now(client);
  }

  void begin(long task, Place at, Cargo start) {
    Errand errand =
        switch (asked) {
          case Node.Train(int client, Order order, _) -> new Errand.Train(client, order, start);
          case Node.Adapt(int client, _, _) -> new Errand.Adapt(client);
          default -> throw unexpected(asked);
        };
    place = at;
    work = at.take(task, version(), errand);
    report = null;
    parts.clear();
    begun++;
  }

  /** Tells the station; again where an answer is late. */
  void send() {
    sent = System.nanoTime();
    place.tell(work);
  }

  boolean isOlderThan(long nanoseconds) {
    return System.nanoTime() - sent > nanoseconds;
  }

  long task() {
    return work.task();
  }

  boolean isAt(Place other) {
    return place == other;
  }

  int begun() {
    return begun;
  }

  void abandon() {
    abandoned = true;
  }

  boolean isAbandoned() {
    return abandoned;
  }

  void report(Report what) {
    report = what;
  }

  void arrived(long label, Weights weights) {
    parts.put(label, weights);
  }

  boolean isComplete() {
    return switch (report) {
      case null -> false;
      case Report.Trained trained -> has(trained.change()) && has(trained.personal());
      case Report.Adapted adapted -> has(adapted.personal());
      case Report.Failed _ -> true;
    };
  }

  private boolean has(Cargo cargo) {
    return cargo.coming().isEmpty() || parts.containsKey(cargo.coming().getAsLong());
  }

  private Weights unpack(Cargo cargo) {
    return cargo.coming().isPresent()
        ? parts.get(cargo.coming().getAsLong())
        : cargo.here().orElseThrow();
  }

  /** Frees the place, and tells the server unless it does not want to know. */
  void end(ClientBook book) {
    place.release(task());
    if (abandoned) {
      return;
    }
    switch (asked) {
      case Node.Train(int client, Order order, var replyTo) ->
          replyTo.tell(new Client.Trained(order.number(), trained(client, order, book)));
      case Node.Adapt(int client, long number, var replyTo) ->
          replyTo.tell(new Client.Adapted(number, adapted(client, number, book)));
      default -> throw unexpected(asked);
    }
  }

  private Result<Update> trained(int client, Order order, ClientBook book) {
    return switch (report) {
      case Report.Trained done -> {
        book.note(client, order.number(), unpack(done.personal()));
        yield new Result.Completed<>(
            new Update(
                done.version(), unpack(done.change()), done.samples(), done.images(), done.loss()));
      }
      case Report.Failed(String reason) -> new Result.Failed<>(reason);
      case Report.Adapted adapted -> throw unexpected(adapted);
    };
  }

  private Result<Effort> adapted(int client, long number, ClientBook book) {
    return switch (report) {
      case Report.Adapted done -> {
        book.note(client, number, unpack(done.personal()));
        yield new Result.Completed<>(new Effort(done.parameters(), done.images(), done.loss()));
      }
      case Report.Failed(String reason) -> new Result.Failed<>(reason);
      case Report.Trained trained -> throw unexpected(trained);
    };
  }
}
