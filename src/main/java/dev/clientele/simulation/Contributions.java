package dev.clientele.simulation;

import dev.clientele.simulation.fold.Fold;
import dev.clientele.tensor.Weights;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The updates on their way into the {@link Fold}, in the order of their events. One that is here is
 * added at once; of those that have stayed on their node, neighbours of one block are summed there,
 * and what comes next waits for the sum.
 *
 * <p>The fold's bits do not depend on it. A sum of several updates is asked for only as the
 * beginning of its block, which the node adds onto zeros as the fold would; every update that
 * follows something else in its block (after a checkpoint, or after one that another node has
 * computed) is asked for by itself, which makes the sum of one. That is why membership need not be
 * known before: the server names the updates once their verdicts are known, so a rejected, failed
 * or late one is never among them.
 *
 * <p>Mutable; belongs to the server's actor.
 */
final class Contributions {
  private sealed interface Entry {}

  private record Single(long place, int client, Weights update, double samples, double factor)
      implements Entry {}

  private static final class Sum implements Entry {
    private final long id;
    private final long place;
    private final List<Share> shares = new ArrayList<>();
    private Weights result;

    Sum(long id, long place) {
      this.id = id;
      this.place = place;
    }
  }

  private final Fold fold;
  private final int block;
  private final ActorRef<Node.Command> node;
  private final ActorRef<Node.Summed> replyTo;
  private final Deque<Entry> waiting = new ArrayDeque<>();

  /** To which neighbours may still come. */
  private Sum open;

  /** Of the last update that has a place and came by since the last step. */
  private long lastBlock = -1;

  private long ids;

  Contributions(Fold fold, int block, ActorRef<Node.Command> node, ActorRef<Node.Summed> replyTo) {
    this.fold = fold;
    this.block = block;
    this.node = node;
    this.replyTo = replyTo;
  }

  /**
   * Adds a client's update; the numbers are those of {@link Fold#add}.
   *
   * @param number of the call
   */
  void add(long number, long place, int client, Change change, double samples, double factor) {
    switch (change) {
      case Change.Here(Weights update) -> {
        if (place >= 0) {
          ask();
        }
        waiting.add(new Single(place, client, update, samples, factor));
      }
      case Change.There _ -> add(place, new Share(number, samples, factor));
    }
    if (place >= 0) {
      lastBlock = place / block;
    }
    if (place % block == block - 1) {
      ask();
    }
    advance();
  }

  private void add(long place, Share share) {
    if (place < 0) {
      ask(alone(place, share));
      return;
    }
    if (open != null && open.place / block == place / block) {
      open.shares.add(share);
      return;
    }
    ask();
    if (lastBlock == place / block || fold.hasBegun(place)) {
      ask(alone(place, share));
    } else {
      open = alone(place, share);
    }
  }

  private Sum alone(long place, Share share) {
    Sum sum = new Sum(ids++, place);
    sum.shares.add(share);
    return sum;
  }

  /** Asks for the sum that neighbours could still have come to: they are added one by one now. */
  void ask() {
    if (open != null) {
      ask(open);
      open = null;
    }
  }

  private void ask(Sum sum) {
    waiting.add(sum);
    node.tell(new Node.Sum(sum.id, List.copyOf(sum.shares), replyTo));
  }

  /** Whether everything is in the fold. */
  boolean isComplete() {
    return open == null && waiting.isEmpty();
  }

  /** A sum is there; of one that was forgotten it is ignored. */
  void arrived(Node.Summed summed) {
    for (Entry entry : waiting) {
      if (entry instanceof Sum sum && sum.id == summed.id()) {
        sum.result = summed.sum();
      }
    }
    advance();
  }

  private void advance() {
    while (!waiting.isEmpty() && isReady(waiting.peek())) {
      enter(waiting.remove());
    }
  }

  private static boolean isReady(Entry entry) {
    return !(entry instanceof Sum sum) || sum.result != null;
  }

  private void enter(Entry entry) {
    switch (entry) {
      case Single s -> fold.add(s.place(), s.client(), s.update(), s.samples(), s.factor());
      case Sum sum -> {
        double samples = sum.shares.stream().mapToDouble(Share::samples).sum();
        fold.addSum(sum.place, sum.shares.size(), samples, Packed.sum(sum.result));
      }
    }
  }

  /** Forgets all updates since the last step, those in the fold, too. */
  void clear() {
    if (open != null) {
      open.shares.forEach(share -> node.tell(new Node.Waste(share.number())));
    }
    open = null;
    waiting.clear();
    lastBlock = -1;
    fold.clear();
  }
}
