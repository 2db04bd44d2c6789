package dev.clientele.simulation;

import dev.clientele.tensor.Layout;
import dev.clientele.tensor.SafetensorsTable.Visitor;
import dev.clientele.tensor.Weights;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** Few states, in memory. */
record MapStates(SortedMap<Integer, Weights> all) implements States {
  MapStates {
    all = Collections.unmodifiableSortedMap(new TreeMap<>(all));
  }

  private record OneLayout(Layout layout, SequencedMap<Integer, Weights> members) implements Group {
    @Override
    public int size() {
      return members.size();
    }

    @Override
    public int first() {
      return members.firstEntry().getKey();
    }

    @Override
    public int last() {
      return members.lastEntry().getKey();
    }

    @Override
    public void forEach(Visitor visitor) throws IOException {
      for (Map.Entry<Integer, Weights> member : members.entrySet()) {
        visitor.visit(member.getKey(), member.getValue());
      }
    }
  }

  @Override
  public Optional<Weights> get(int client) {
    return Optional.ofNullable(all.get(client));
  }

  @Override
  public boolean has(int client) {
    return all.containsKey(client);
  }

  /** The first client's group first. */
  @Override
  public List<Group> groups() {
    Map<Layout, SequencedMap<Integer, Weights>> groups = new LinkedHashMap<>();
    all.forEach(
        (client, weights) ->
            groups
                .computeIfAbsent(weights.layout(), _ -> new LinkedHashMap<>())
                .put(client, weights));
    return groups.entrySet().stream()
        .<Group>map(group -> new OneLayout(group.getKey(), group.getValue()))
        .toList();
  }
}
