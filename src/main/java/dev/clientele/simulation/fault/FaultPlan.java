package dev.clientele.simulation.fault;

import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import java.util.List;

/**
 * Which faults happen how often. All but stragglers and byzantine clients, who are so for good, are
 * drawn for each call.
 *
 * @param stragglers clients who are slower
 * @param byzantine clients who attack
 */
public record FaultPlan(
    Dropout dropout,
    Crash crash,
    Messages messages,
    Corrupted corrupted,
    double staleState,
    Stragglers stragglers,
    Byzantine byzantine,
    Outages outages) {
  /** Nothing goes wrong. */
  public static final FaultPlan NONE =
      new FaultPlan(
          new Dropout(0, 0),
          new Crash(0, 0),
          new Messages(0, 0, 0, 0, 0, 0),
          new Corrupted(0, 0, List.of(Corruption.NAN)),
          0,
          new Stragglers(0, 1),
          new Byzantine(0, Attack.NONE, 1),
          Outages.NONE);

  /**
   * Clients that go away.
   *
   * @param before probability that it is gone before it begins
   * @param during probability that it goes in the middle
   */
  public record Dropout(double before, double during) {}

  /**
   * Clients that lose their work and come back.
   *
   * @param share probability
   * @param returnSeconds mean time until then, exponentially distributed
   */
  public record Crash(double share, double returnSeconds) {}

  /**
   * What happens to messages.
   *
   * @param lost probability that the server's or the client's never arrives, half of them each
   * @param delayed probability that the answer is late by an exponentially distributed time
   * @param delaySeconds that time's mean
   * @param duplicated probability that the answer arrives a second time
   * @param reordered probability that the answer is held back so that others overtake it
   * @param windowSeconds how long at most, and how long after an answer its copy arrives at most
   */
  public record Messages(
      double lost,
      double delayed,
      double delaySeconds,
      double duplicated,
      double reordered,
      double windowSeconds) {}

  /**
   * Updates that arrive damaged.
   *
   * @param share probability
   * @param numbers share of an update's numbers that are hit; at least one is
   * @param kinds what happens, one of these with equal probability
   */
  public record Corrupted(double share, double numbers, List<Corruption> kinds) {
    /** Keeps a copy of the list, which must not be empty. */
    public Corrupted {
      kinds = List.copyOf(kinds);
      if (kinds.isEmpty()) {
        throw new IllegalArgumentException("expected at least one kind of corruption but was none");
      }
    }
  }

  /**
   * Slow clients.
   *
   * @param share of the clients
   * @param slowdown how many times as long they train
   */
  public record Stragglers(double share, double slowdown) {}

  /**
   * Clients that attack.
   *
   * @param share of the clients
   * @param scale how much of it
   */
  public record Byzantine(double share, Attack attack, double scale) {}

  /** Whether client {@code client} is a straggler. */
  public boolean straggles(RandomKey key, int client) {
    return stragglers.share > 0 && hit(key.child("straggler"), client, stragglers.share);
  }

  /** How many times as long client {@code client} trains. */
  public double slowdown(RandomKey key, int client) {
    return straggles(key, client) ? stragglers.slowdown : 1;
  }

  /** What client {@code client} does instead of sending its update. */
  public Attack attack(RandomKey key, int client) {
    boolean attacks = byzantine.share > 0 && hit(key.child("byzantine"), client, byzantine.share);
    return attacks ? byzantine.attack : Attack.NONE;
  }

  private static boolean hit(RandomKey key, int client, double share) {
    return key.child(client).stream().nextDouble() < share;
  }

  /** Whether no visit meets a fault of its own: stragglers and outages are others'. */
  private boolean isHarmless() {
    return dropout.before == 0
        && dropout.during == 0
        && crash.share == 0
        && messages.lost == 0
        && messages.delayed == 0
        && messages.duplicated == 0
        && messages.reordered == 0
        && corrupted.share == 0
        && staleState == 0
        && byzantine.share == 0;
  }

  /** The fate of call {@code number}, which is to client {@code client}. */
  public Fate fate(RandomKey key, long number, int client) {
    if (isHarmless()) {
      return Fate.GOOD;
    }
    // One number for each question, asked or not: switching a fault on moves no other.
    RandomStream random = key.child("fate").child(number).child(client).stream();
    double before = random.nextDouble();
    double during = random.nextDouble();
    double crashed = random.nextDouble();
    double lost = random.nextDouble();
    double share = random.nextDouble();
    double back = -StrictMath.log(1 - random.nextDouble()) * crash.returnSeconds;
    boolean delayed = random.nextDouble() < messages.delayed;
    double delay = -StrictMath.log(1 - random.nextDouble()) * messages.delaySeconds;
    boolean reordered = random.nextDouble() < messages.reordered;
    double held = random.nextDouble() * messages.windowSeconds;
    boolean copied = random.nextDouble() < messages.duplicated;
    double copy = random.nextDouble() * messages.windowSeconds;
    boolean damaged = random.nextDouble() < corrupted.share;
    boolean stale = random.nextDouble() < staleState;
    Corruption kind = corrupted.kinds.get(random.nextInt(corrupted.kinds.size()));

    Fate.Loss loss = Fate.Loss.NONE;
    if (before < dropout.before) {
      loss = Fate.Loss.ABSENT;
    } else if (during < dropout.during) {
      loss = Fate.Loss.VANISHED;
    } else if (crashed < crash.share) {
      loss = Fate.Loss.CRASHED;
    } else if (lost < messages.lost) {
      loss = lost < messages.lost / 2 ? Fate.Loss.CALL_LOST : Fate.Loss.ANSWER_LOST;
    }
    Damage damage = new Damage(damaged ? kind : Corruption.NONE, attack(key, client), stale);
    double late = (delayed ? delay : 0) + (reordered ? held : 0);
    return new Fate(loss, share, back, late, copied ? copy : -1, damage);
  }
}
