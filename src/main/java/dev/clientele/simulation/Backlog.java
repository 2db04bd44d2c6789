package dev.clientele.simulation;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Visits that wait for a node, in the order in which their results will be wanted. It decides where
 * each is made, by what the nodes have in hand now, and so decides time alone. Mutable; belongs to
 * one actor.
 */
final class Backlog {
  /** A visit and the node that is to make it. */
  record Pick(Assignment assignment, Place place) {}

  private static final Comparator<Place> BY_LOAD = Comparator.comparingDouble(Place::load);

  private final Bundles bundles;
  private final Deque<Assignment> waiting = new ArrayDeque<>();

  Backlog(Bundles bundles) {
    this.bundles = bundles;
  }

  void add(Assignment assignment) {
    waiting.addLast(assignment);
  }

  /** Before all others. */
  void addFirst(Assignment assignment) {
    waiting.addFirst(assignment);
  }

  /** Nobody wants that visit any more. */
  void remove(long number) {
    waiting.removeIf(assignment -> assignment.isVisit(number));
  }

  /** The first one. */
  Optional<Assignment> first() {
    return Optional.ofNullable(waiting.peek());
  }

  /** What can begin now, taken off the list. */
  Optional<Pick> next(Collection<Place> places) {
    List<Place> free = places.stream().filter(Place::hasRoom).toList();
    Iterator<Assignment> each = waiting.iterator();
    while (!free.isEmpty() && each.hasNext()) {
      Assignment assignment = each.next();
      Optional<Bundle> bundle = bundles.of(assignment);
      Optional<Place> place =
          bundle.isPresent() ? home(bundle.get(), free) : best(assignment.version(), free);
      if (place.isPresent()) {
        each.remove();
        bundle.ifPresent(b -> b.home = place.get());
        return Optional.of(new Pick(assignment, place.get()));
      }
      if (bundle.isPresent() && bundle.get().home == null) {
        break; // what comes after it is wanted later, and takes its turn
      }
    }
    return help(free);
  }

  private Optional<Place> home(Bundle bundle, List<Place> free) {
    return bundle.home == null
        ? best(
            bundle.version,
            free.stream().filter(place -> bundle.isLost() || bundles.hasRoom(place)).toList())
        : free.stream().filter(place -> place == bundle.home).findFirst();
  }

  private static Optional<Place> best(int version, List<Place> free) {
    return free.stream().filter(place -> place.holds(version)).min(BY_LOAD);
  }

  /**
   * A node that has nothing to do takes a visit from another one's block, the last of the first
   * block that waits; its update travels by itself, after the sum of those before it.
   */
  private Optional<Pick> help(List<Place> free) {
    List<Place> idle = free.stream().filter(Place::hasIdleWorkers).toList();
    if (idle.isEmpty()) {
      return Optional.empty();
    }
    Bundle bundle = null;
    Assignment last = null;
    for (Assignment assignment : waiting) {
      Bundle its = bundles.of(assignment).orElse(null);
      boolean bound = its != null && its.home != null && !assignment.isTold();
      if (bound && (bundle == null || its == bundle)) {
        bundle = its;
        last = assignment;
      }
    }
    if (bundle == null) {
      return Optional.empty();
    }
    Optional<Place> helper = best(bundle.version, idle);
    if (helper.isPresent()) {
      waiting.remove(last);
      bundles.leave(last.number());
    }
    Assignment visit = last;
    return helper.map(place -> new Pick(visit, place));
  }
}
