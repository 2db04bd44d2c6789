package dev.clientele.simulation;

import dev.clientele.tensor.Weights;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The blocks whose updates are, or will be, on a node. Mutable; belongs to one actor. */
final class Bundles {
  /**
   * How many of a round's blocks a node has in hand: one whose turn it is in the server's order,
   * and one that it works at meanwhile. Bounds the updates that it keeps.
   */
  private static final int EACH = 2;

  private final Map<Use.InBlock, Bundle> all = new LinkedHashMap<>();
  private final Map<Long, Bundle> byMember = new HashMap<>();
  private final Map<Long, Summation> running = new TreeMap<>();
  private long newest;

  /** A visit whose update is to stay with those of its block. */
  void join(Assignment assignment, Use.InBlock block, Weights model) {
    newest = Math.max(newest, block.turn());
    Bundle bundle = all.computeIfAbsent(block, b -> new Bundle(b, assignment.version(), model));
    bundle.add(assignment);
    byMember.put(assignment.number(), bundle);
  }

  /** Where a visit's update is to stay; empty where it is not. */
  Optional<Bundle> of(Assignment assignment) {
    return Optional.ofNullable(byMember.get(assignment.number()));
  }

  /** The visit of that call, where its update is to stay. */
  Optional<Assignment> member(long number) {
    return Optional.ofNullable(byMember.get(number)).map(bundle -> bundle.member(number));
  }

  /** Whether a node may take on another block; those of earlier rounds are few and do not count. */
  boolean hasRoom(Place place) {
    return all.values().stream()
            .filter(bundle -> bundle.home == place && bundle.block.turn() == newest)
            .count()
        < EACH;
  }

  /** Whether work may have to be done again from that model. */
  boolean need(int version) {
    return all.values().stream().anyMatch(bundle -> bundle.version == version);
  }

  /** Those whose home is that place. */
  List<Bundle> at(Place place) {
    return all.values().stream().filter(bundle -> bundle.home == place).toList();
  }

  /** That visit's update is not there, or not wanted. */
  void leave(long number) {
    Bundle bundle = byMember.remove(number);
    if (bundle != null) {
      bundle.remove(number);
      endIfOver(bundle);
    }
  }

  private void endIfOver(Bundle bundle) {
    if (bundle.isOver()) {
      all.remove(bundle.block);
    }
  }

  /** A sum of updates of one block is wanted. */
  Bundle ask(Node.Sum sum) {
    Bundle bundle = byMember.get(sum.shares().getFirst().number());
    bundle.add(new Summation(sum, bundle));
    return bundle;
  }

  void begin(Summation sum, long task) {
    running.put(task, sum);
    sum.send(task);
  }

  /** The sum that is being made under that number. */
  Optional<Summation> sum(long task) {
    return Optional.ofNullable(running.get(task));
  }

  Stream<Summation> sums() {
    return running.values().stream();
  }

  void end(Summation sum) {
    running.remove(sum.task());
    sum.end();
    sum.bundle.remove(sum);
    sum.shares().forEach(share -> byMember.remove(share.number()));
    endIfOver(sum.bundle);
  }

  void lose(Bundle bundle) {
    running.values().removeIf(sum -> sum.bundle == bundle);
    bundle.lose();
  }
}
