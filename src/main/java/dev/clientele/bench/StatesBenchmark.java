package dev.clientele.bench;

import dev.clientele.simulation.ClientStates;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import dev.clientele.tensor.Weights;
import java.nio.file.Path;
import java.util.List;

/** Keeps the private tensors of many clients and visits some of them round by round. */
public final class StatesBenchmark implements AutoCloseable {
  private final int clients;
  private final Layout layout;
  private final ClientStates states;
  private final RandomStream random = RandomKey.of(1).child("bench").child("states").stream();
  private int round;

  /**
   * @param file is made
   * @param numbers of one client's tensors
   */
  public StatesBenchmark(Path file, int clients, int numbers, int cacheMegabytes) {
    this.clients = clients;
    this.layout = new Layout.Builder().add("embedding", List.of(numbers)).build();
    this.states = ClientStates.open(file, layout, cacheMegabytes);
  }

  /** Gives every client a state; seconds. */
  public double fill() {
    long start = System.nanoTime();
    for (int client = 0; client < clients; client++) {
      states.put(client, 0, state(client));
    }
    states.commit();
    return (System.nanoTime() - start) * 1e-9;
  }

  /** A round: reads and replaces the states of a cohort, and commits; seconds. */
  public double round(int cohort) {
    long start = System.nanoTime();
    round++;
    for (int visit = 0; visit < cohort; visit++) {
      int client = random.nextInt(clients);
      Weights before = states.latest(client).orElseThrow();
      states.put(client, round, before.plus(1, state(client)));
    }
    states.commit();
    states.forgetBefore(round);
    return (System.nanoTime() - start) * 1e-9;
  }

  /** Reads every client's state as a checkpoint does; seconds. */
  public double snapshot() {
    long start = System.nanoTime();
    int[] seen = new int[1];
    states.forEachAsOf(round, (state, client) -> seen[0]++);
    if (seen[0] != clients) {
      throw new IllegalStateException("expected " + clients + " states but was " + seen[0]);
    }
    return (System.nanoTime() - start) * 1e-9;
  }

  private Weights state(int client) {
    float[] values = new float[layout.size()];
    values[client % values.length] = client;
    return Weights.adopt(layout, values);
  }

  @Override
  public void close() {
    states.close();
  }
}
