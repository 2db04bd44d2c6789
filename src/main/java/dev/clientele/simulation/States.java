package dev.clientele.simulation;

import dev.clientele.tensor.Layout;
import dev.clientele.tensor.SafetensorsTable.Visitor;
import dev.clientele.tensor.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tensors of clients, by the clients' numbers: read one by one or in their order, and not
 * necessarily in memory.
 */
public interface States {
  /** Nobody's. */
  States NONE = of(new TreeMap<>());

  /** Clients whose tensors have one layout. */
  interface Group {
    /** Every client's. */
    Layout layout();

    /** How many clients there are. */
    int size();

    /** The lowest number. */
    int first();

    /** The highest number. */
    int last();

    /** Shows all of them, in the order of their numbers. */
    void forEach(Visitor visitor) throws IOException;
  }

  /** One client's tensors; empty where it has none. */
  Optional<Weights> get(int client);

  /** Whether a client has any; without reading them. */
  boolean has(int client);

  /** All of them, in groups that are not empty. */
  List<Group> groups();

  /** Those of the clients from a number on, all in memory. */
  default SortedMap<Integer, Weights> from(int first) {
    SortedMap<Integer, Weights> all = new TreeMap<>();
    try {
      for (Group group : groups()) {
        group.forEach(
            (client, weights) -> {
              if (client >= first) {
                all.put(client, weights);
              }
            });
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  /** What a map holds; the map is copied. */
  static States of(SortedMap<Integer, Weights> map) {
    return new MapStates(map);
  }
}
