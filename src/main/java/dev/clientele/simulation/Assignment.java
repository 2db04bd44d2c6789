package dev.clientele.simulation;

import dev.clientele.tensor.Weights;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A visit or an adaptation, from the server's order until nothing can be wanted of it any more.
 * However often it is begun, it starts from the same tensors, and the server is told once. Mutable;
 * belongs to one actor.
 */
final class Assignment {
  private final Node.Command asked;
  private final Map<Long, Weights> parts = new HashMap<>();
  private Optional<Weights> start = Optional.empty();
  private Place place;
  private Station.Work work;
  private Report report;
  private long sent;
  private int begun;
  private boolean abandoned;
  private boolean done;
  private boolean told;

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

  /** The call's, or the adaptation's. */
  long number() {
    return switch (asked) {
      case Node.Train train -> train.order().number();
      case Node.Adapt adapt -> adapt.number();
      default -> throw unexpected(asked);
    };
  }

  int client() {
    return work.errand().client();
  }

  boolean isVisit(long number) {
    return asked instanceof Node.Train train && train.order().number() == number;
  }

  /** The block that the visit's update is to be summed in; empty where it is not. */
  Optional<Use.InBlock> block() {
    return asked instanceof Node.Train train && train.use() instanceof Use.InBlock block
        ? Optional.of(block)
        : Optional.empty();
  }

  /**
   * The private tensors that it starts from: those that the client has when it begins first. Later,
   * the visit may be settled and the client's tensors be what the visit made of them.
   */
  Optional<Weights> start(ClientBook book) {
    if (begun == 0 && asked instanceof Node.Train(int client, Order order, _, _)) {
      start = order.damage().staleState() ? book.before(client) : book.now(client);
    }
    return start;
  }

  /**
   * @param stays whether the update is to stay where it is made
   */
  void begin(long task, Place at, Cargo tensors, boolean stays) {
    Errand errand =
        switch (asked) {
          case Node.Train(int client, Order order, Use use, _) ->
              new Errand.Train(client, order, after(use, stays), tensors);
          case Node.Adapt(int client, _, _) -> new Errand.Adapt(client);
          default -> throw unexpected(asked);
        };
    place = at;
    work = at.take(task, version(), errand);
    report = null;
    done = false;
    parts.clear();
    begun++;
  }

  private static Errand.After after(Use use, boolean stays) {
    if (stays) {
      return Errand.After.KEEP;
    }
    return use instanceof Use.Nothing ? Errand.After.DROP : Errand.After.SEND;
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

  /** Whether its node has computed it. */
  boolean isDone() {
    return done;
  }

  /** Its node is lost with what it made. */
  void lose() {
    done = false;
  }

  /** Whether its update stays where it was made. */
  boolean stays() {
    return work.errand() instanceof Errand.Train train && train.after() == Errand.After.KEEP;
  }

  /** Whether the server knows how it went: what is made of it once more must be the same. */
  boolean isTold() {
    return told;
  }

  boolean hasFailed() {
    return report instanceof Report.Failed;
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

  /** Has its node forget the update that it keeps. */
  void waste() {
    place.tell(new Station.Waste(task()));
  }

  /** Frees the place, and tells the server unless it knows or does not want to know. */
  void end(ClientBook book) {
    place.release(task());
    done = true;
    if (!abandoned && !told) {
      told = true;
      tell(book);
    }
    parts.clear();
  }

  private void tell(ClientBook book) {
    switch (asked) {
      case Node.Train(int client, Order order, _, var replyTo) ->
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
            new Update(done.version(), change(done), done.samples(), done.images(), done.loss()));
      }
      case Report.Failed(String reason) -> new Result.Failed<>(reason);
      case Report.Adapted adapted -> throw unexpected(adapted);
    };
  }

  private Change change(Report.Trained trained) {
    return trained.change().isSomething()
        ? new Change.Here(unpack(trained.change()))
        : new Change.There(trained.objection());
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
