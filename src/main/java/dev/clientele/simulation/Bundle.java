package dev.clientele.simulation;

import dev.clientele.tensor.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The visits of one block, which one node makes and keeps the updates of until the server has said
 * of each what becomes of it. Where the node is lost, all of them are made again on another, from
 * the model that is kept here and the tensors that the {@link Assignment}s keep. Mutable; belongs
 * to one actor.
 */
final class Bundle {
  final Use.InBlock block;
  final int version;
  final Weights model;
  private final Map<Long, Assignment> members = new LinkedHashMap<>();
  private final List<Summation> sums = new ArrayList<>();

  /** Null until the first visit begins, and after a loss. */
  Place home;

  private boolean lost;

  Bundle(Use.InBlock block, int version, Weights model) {
    this.block = block;
    this.version = version;
    this.model = model;
  }

  void add(Assignment assignment) {
    members.put(assignment.number(), assignment);
  }

  void remove(long number) {
    members.remove(number);
  }

  Assignment member(long number) {
    return members.get(number);
  }

  /** In the order in which they were asked for. */
  Stream<Assignment> members() {
    return members.values().stream();
  }

  void add(Summation sum) {
    sums.add(sum);
  }

  void remove(Summation sum) {
    sums.remove(sum);
    sum.shares().forEach(share -> members.remove(share.number()));
  }

  /** Those that the home can make and has not been told of. */
  List<Summation> ready() {
    return sums.stream().filter(sum -> !sum.isSent() && isThere(sum)).toList();
  }

  private boolean isThere(Summation sum) {
    return home != null
        && sum.shares().stream().allMatch(share -> members.get(share.number()).isDone());
  }

  /** The home is lost with all that it had. */
  void lose() {
    home = null;
    lost = true;
    sums.forEach(Summation::lose);
  }

  /**
   * Whether a home was lost: those that came after it may fill the other nodes and wait for it, so
   * it has to begin although they are full.
   */
  boolean isLost() {
    return lost;
  }

  boolean isOver() {
    return members.isEmpty();
  }
}
