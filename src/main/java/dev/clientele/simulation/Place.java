package dev.clientele.simulation;

import dev.clientele.tensor.Weights;
import dev.clientele.wire.transfer.WeightsReceiver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/** What the server knows of a station. Mutable; belongs to one actor. */
final class Place {
  /**
   * Where a visit takes longer, one that waits behind those at work hides the way to the server and
   * back, and more would only be missing where another node has nothing to do.
   */
  private static final double LONG_SECONDS = 0.02;

  /** Thanks are for the station's memory alone, and a message each would cost more. */
  private static final int THANKED_AT_ONCE = 8;

  /** Weights that a station was sent, by the name of the transfer. */
  record Held(long label, Weights weights) {}

  private record Visit(long began, int ahead) {}

  private final Placement.Present present;

  /** The transfer of each version that was sent. */
  private final Map<Integer, Long> sent = new HashMap<>();

  private final Set<Long> there = new HashSet<>();
  private final Map<Long, Visit> visits = new HashMap<>();
  private final List<Long> heard = new ArrayList<>();
  private Held last;
  private double visitSeconds = Double.POSITIVE_INFINITY;

  Place(Placement.Present present) {
    this.present = present;
  }

  ActorRef<WeightsReceiver.Command> door() {
    return present.door();
  }

  boolean hasRoom() {
    int most = present.capacity();
    int few = Math.min(most, present.workers() + 1);
    return visits.size() < (visitSeconds > LONG_SECONDS ? few : most);
  }

  boolean hasIdleWorkers() {
    return visits.size() < present.workers();
  }

  /** The share of its capacity that is in use. */
  double load() {
    return (double) visits.size() / present.capacity();
  }

  boolean isNew(int version) {
    return !sent.containsKey(version);
  }

  void expect(int version, long label) {
    sent.put(version, label);
  }

  void delivered(long label) {
    if (sent.containsValue(label)) {
      there.add(label);
    }
  }

  /**
   * What its door keeps is what was delivered last.
   *
   * @param model null for weights that are no model, or where it is not known
   */
  void hold(Held model) {
    last = model;
  }

  /** The model that it holds, where the next one can be told as a change of it. */
  Optional<Held> base(Weights next) {
    return Optional.ofNullable(last).filter(held -> held.weights().layout().equals(next.layout()));
  }

  boolean holds(int version) {
    return sent.containsKey(version) && there.contains(sent.get(version));
  }

  /** A transfer has failed, so the version is new again. */
  void undelivered(long label) {
    sent.values().remove(label);
  }

  void forget(int version) {
    Long label = sent.remove(version);
    if (label != null) {
      there.remove(label);
      present.station().tell(new Station.Forget(label));
    }
  }

  /** A task that starts from a version that is there. */
  Station.Work take(long task, int version, Errand errand) {
    visits.put(task, new Visit(System.nanoTime(), visits.size() / present.workers()));
    return new Station.Work(task, sent.get(version), errand);
  }

  void tell(Station.Command command) {
    present.station().tell(command);
  }

  /** The answer of that task has been heard, and the station is told in time. */
  void thank(long task) {
    heard.add(task);
  }

  /** Tells the station what has been heard. */
  void sendThanks() {
    if (!heard.isEmpty()) {
      tell(new Station.Thanks(List.copyOf(heard)));
      heard.clear();
    }
  }

  void release(long task) {
    Visit visit = visits.remove(task);
    visitSeconds = (System.nanoTime() - visit.began()) * 1e-9 / (visit.ahead() + 1);
    thank(task);
    if (heard.size() >= THANKED_AT_ONCE) {
      sendThanks();
    }
  }
}
