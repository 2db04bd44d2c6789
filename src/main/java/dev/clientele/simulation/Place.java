package dev.clientele.simulation;

import dev.clientele.wire.transfer.WeightsReceiver;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/** What the server knows of a station. Mutable; belongs to one actor. */
final class Place {
  private final Placement.Present present;

  /** The transfer of each version that was sent. */
  private final Map<Integer, Long> sent = new HashMap<>();

  private final Set<Long> there = new HashSet<>();
  private int busy;

  Place(Placement.Present present) {
    this.present = present;
  }

  ActorRef<WeightsReceiver.Command> door() {
    return present.door();
  }

  boolean hasRoom() {
    return busy < present.capacity();
  }

  /** The share of its capacity that is in use. */
  double load() {
    return (double) busy / present.capacity();
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
    busy++;
    return new Station.Work(task, sent.get(version), errand);
  }

  void tell(Station.Command command) {
    present.station().tell(command);
  }

  void release(long task) {
    busy--;
    tell(new Station.Thanks(task));
  }
}
