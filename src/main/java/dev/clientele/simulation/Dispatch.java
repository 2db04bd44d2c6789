package dev.clientele.simulation;

import dev.clientele.tensor.Weights;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The work that the server has asked for: what waits, what runs where, and what is begun again.
 * Mutable; belongs to the {@link Placement}.
 */
final class Dispatch {
  private static final long RESEND_NANOSECONDS = Duration.ofSeconds(10).toNanos();

  private final ClientBook book;
  private final Shipping shipping;
  private final Map<ActorRef<Station.Command>, Place> places;
  private final int attempts;
  private final Map<Integer, Weights> models = new HashMap<>();
  private final Bundles bundles = new Bundles();
  private final Backlog backlog = new Backlog(bundles);
  private final Map<Long, Assignment> running = new TreeMap<>();
  private long tasks = 1;

  /**
   * @param places the nodes that are there, kept up to date by the placement
   * @param attempts how often a visit is begun before its nodes' loss counts as the run's failure
   */
  Dispatch(
      ClientBook book,
      Shipping shipping,
      Map<ActorRef<Station.Command>, Place> places,
      int attempts) {
    this.book = book;
    this.shipping = shipping;
    this.places = places;
    this.attempts = attempts;
  }

  void hold(int version, Weights shared) {
    if (!shared.equals(models.put(version, shared))) {
      places.values().forEach(place -> place.forget(version));
    }
  }

  Weights model(int version) {
    return models.get(version);
  }

  void drop(int version) {
    models.remove(version);
    forgetUnlessNeeded(version);
  }

  /** A model that blocks may have to be made from again outlives its last visit. */
  private void forgetUnlessNeeded(int version) {
    if (!models.containsKey(version) && !bundles.need(version)) {
      places.values().forEach(place -> place.forget(version));
    }
  }

  void take(Assignment assignment) {
    join(assignment);
    backlog.add(assignment);
  }

  private void join(Assignment assignment) {
    int version = assignment.version();
    assignment.block().ifPresent(b -> bundles.join(assignment, b, models.get(version)));
  }

  /** Nobody wants that visit's result any more; a node that is at it may go on. */
  void abandon(long number) {
    backlog.remove(number);
    running.values().stream().filter(a -> a.isVisit(number)).forEach(Assignment::abandon);
    leave(number);
  }

  /** That visit's update is not wanted. */
  void leave(long number) {
    Optional<Assignment> member = bundles.member(number);
    if (member.isPresent()) {
      bundles.leave(number);
      backlog.remove(number); // where it was to be made again
      if (member.get().isDone()) {
        member.get().waste();
      }
      forgetUnlessNeeded(member.get().version());
    }
  }

  /**
   * A node is lost, and with it what it had in hand.
   *
   * @return how many visits are made again
   */
  int lose(Place place) {
    Map<Long, Assignment> lost = new TreeMap<>();
    running.values().stream().filter(a -> a.isAt(place)).forEach(a -> lost.put(a.task(), a));
    for (Bundle bundle : bundles.at(place)) {
      bundles.lose(bundle);
      bundle.members().filter(a -> a.isAt(place)).forEach(a -> lost.put(a.task(), a));
    }
    List.copyOf(lost.values()).reversed().forEach(this::redo);
    return lost.size();
  }

  private void redo(Assignment assignment) {
    running.remove(assignment.task());
    if (assignment.isAbandoned()) {
      return;
    }
    if (assignment.begun() >= attempts) {
      throw new IllegalStateException(
          "client " + assignment.client() + " was lost with its node " + attempts + " times");
    }
    assignment.lose();
    join(assignment);
    backlog.addFirst(assignment);
  }

  /** Begins what can begin. */
  void assign() {
    Optional<Backlog.Pick> next = next();
    while (next.isPresent()) {
      begin(next.get().assignment(), next.get().place());
      next = next();
    }
  }

  private Optional<Backlog.Pick> next() {
    backlog.first().ifPresent(this::bringModel);
    return backlog.next(places.values());
  }

  private void bringModel(Assignment assignment) {
    int version = assignment.version();
    Weights model = bundles.of(assignment).map(b -> b.model).orElseGet(() -> models.get(version));
    places.values().stream()
        .filter(Place::hasRoom)
        .forEach(place -> shipping.bring(version, model, place));
  }

  private void begin(Assignment assignment, Place place) {
    long task = tasks++;
    long label = shipping.label();
    Optional<Weights> start = assignment.start(book);
    Cargo cargo = start.map(weights -> Cargo.of(weights, label)).orElse(Cargo.NONE);
    assignment.begin(task, place, cargo, bundles.of(assignment).isPresent());
    running.put(task, assignment);
    if (cargo.coming().isPresent()) {
      shipping.bring(label, start.get(), place, () -> isRunning(task, place));
    }
    assignment.send();
  }

  private boolean isRunning(long task, Place place) {
    return running.containsKey(task) && places.containsValue(place);
  }

  /** False for an answer that nobody waits for. */
  boolean answered(Placement.Answer answer) {
    Assignment assignment = running.get(answer.task());
    if (assignment == null) {
      return false;
    }
    assignment.report(answer.report());
    endIfComplete(assignment);
    return true;
  }

  /** Weights from a node are there. */
  void arrived(long label, Weights weights) {
    long task = Labels.task(label);
    Assignment assignment = running.get(task);
    if (assignment != null) {
      assignment.arrived(label, weights);
      endIfComplete(assignment);
    }
    Optional<Summation> sum = bundles.sum(task);
    if (sum.isPresent()) {
      sum.get().arrived(weights);
      endIfComplete(sum.get());
    }
  }

  private void endIfComplete(Assignment assignment) {
    if (!assignment.isComplete()) {
      return;
    }
    running.remove(assignment.task());
    if (assignment.isTold() && assignment.hasFailed()) {
      throw new IllegalStateException(
          "client " + assignment.client() + " failed when its lost visit was made again");
    }
    assignment.end(book);
    if (assignment.hasFailed()) {
      leave(assignment.number());
    }
    Optional<Bundle> bundle = bundles.of(assignment);
    bundle.ifPresent(this::beginReady);
    if (bundle.isEmpty() && assignment.stays()) {
      assignment.waste();
    }
  }

  /** A sum of updates of one block is wanted. */
  void sum(Node.Sum sum) {
    beginReady(bundles.ask(sum));
  }

  /** Has those sums made for which everything is there. */
  private void beginReady(Bundle bundle) {
    bundle.ready().forEach(sum -> bundles.begin(sum, tasks++));
  }

  /** False for a sum that nobody waits for. */
  boolean summed(Placement.Summed summed) {
    Optional<Summation> sum = bundles.sum(summed.task());
    if (sum.isEmpty()) {
      return false;
    }
    sum.get().answer(summed);
    endIfComplete(sum.get());
    return true;
  }

  private void endIfComplete(Summation sum) {
    if (sum.isComplete()) {
      bundles.end(sum);
      forgetUnlessNeeded(sum.bundle.version);
    }
  }

  /** Asks again where an answer is late. */
  void resend() {
    running.values().stream()
        .filter(a -> a.isOlderThan(RESEND_NANOSECONDS))
        .forEach(Assignment::send);
    bundles.sums().filter(s -> s.isOlderThan(RESEND_NANOSECONDS)).forEach(Summation::send);
  }
}
