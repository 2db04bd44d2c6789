package dev.clientele.bench;

import dev.clientele.simulation.ClientLayouts;
import dev.clientele.simulation.ClientStates;
import dev.clientele.simulation.States;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import dev.clientele.tensor.SafetensorsTable;
import dev.clientele.tensor.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Keeps the private tensors of many clients and visits some of them round by round. */
public final class StatesBenchmark implements AutoCloseable {
  private final int clients;
  private final Layout layout;
  private final ClientStates states;
  private final RandomStream random = RandomKey.of(1).child("bench").child("states").stream();

  /**
   * @param file is made
   * @param numbers of one client's tensors
   */
  public StatesBenchmark(Path file, int clients, int numbers, int cacheMegabytes) {
    this.clients = clients;
    this.layout = new Layout.Builder().add("embedding", List.of(numbers)).build();
    this.states =
        ClientStates.create(file, new ClientLayouts(clients, layout, layout), cacheMegabytes);
  }

  /** Gives every client a state; seconds. */
  public double fill() {
    long start = System.nanoTime();
    for (int client = 0; client < clients; client++) {
      states.put(client, Optional.of(state(client)), Optional.empty());
    }
    return (System.nanoTime() - start) * 1e-9;
  }

  /** A round: reads and replaces the states of a cohort; seconds. */
  public double round(int cohort) {
    long start = System.nanoTime();
    for (int visit = 0; visit < cohort; visit++) {
      int client = random.nextInt(clients);
      Weights before = states.now(client).orElseThrow();
      states.put(client, Optional.of(before.plus(1, state(client))), Optional.empty());
    }
    return (System.nanoTime() - start) * 1e-9;
  }

  /** Writes every client's state to a file as a checkpoint does; seconds. */
  public double snapshot(Path table) throws IOException {
    long start = System.nanoTime();
    States.Group group = states.view().now().groups().getFirst();
    try (var writer = new SafetensorsTable.Writer(table, group.layout(), group.size())) {
      group.forEach(writer::add);
      writer.finish();
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
