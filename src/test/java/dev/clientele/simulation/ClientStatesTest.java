package dev.clientele.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.Tries;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomStream;
import dev.clientele.tensor.Weights;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientStatesTest {
  private static final Layout EMBEDDING =
      new Layout.Builder().add("embedding", List.of(64)).build();

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("clients.mv");
  }

  private ClientStates open() {
    return ClientStates.open(file(), EMBEDDING, 2);
  }

  static Weights state(int client, int version) {
    float[] values = new float[64];
    for (int i = 0; i < values.length; i++) {
      values[i] = client + 0.01f * version + i * 1e-6f;
    }
    return Weights.adopt(EMBEDDING, values);
  }

  private static SortedMap<Integer, Weights> asOf(ClientStates states, int version) {
    SortedMap<Integer, Weights> all = new TreeMap<>();
    int[] last = {-1};
    states.forEachAsOf(
        version,
        (state, client) -> {
          assertTrue(client > last[0], "in the clients' order");
          last[0] = client;
          all.put(client, state);
        });
    return all;
  }

  /** Against the obvious implementation: a map of maps. */
  @Test
  void behavesAsAMapOfVersions() {
    Tries.check(20, this::compareWithMaps);
  }

  private void compareWithMaps(RandomStream random) throws IOException {
    Files.deleteIfExists(file());
    SortedMap<Integer, SortedMap<Integer, Weights>> model = new TreeMap<>();
    int version = 0;
    int horizon = 0;
    try (ClientStates states = open()) {
      for (int step = 0; step < 300; step++) {
        int client = random.nextInt(12);
        switch (random.nextInt(8)) {
          case 0 -> version++;
          case 1 -> {
            horizon = random.nextInt(horizon, version + 1);
            states.forgetBefore(horizon);
          }
          case 2 -> {
            int back = random.nextInt(horizon, version + 1);
            states.rewind(back);
            model.values().forEach(versions -> versions.tailMap(back + 1).clear());
            version = back;
          }
          default -> {
            states.put(client, version, state(client, version));
            model
                .computeIfAbsent(client, id -> new TreeMap<>())
                .put(version, state(client, version));
          }
        }
        int asked = random.nextInt(horizon, version + 1);
        assertEquals(newest(model, asked), asOf(states, asked));
        assertEquals(
            Optional.ofNullable(newest(model, version).get(client)), states.latest(client));
      }
    }
  }

  private static Map<Integer, Weights> newest(
      SortedMap<Integer, SortedMap<Integer, Weights>> model, int version) {
    SortedMap<Integer, Weights> all = new TreeMap<>();
    model.forEach(
        (client, versions) -> {
          SortedMap<Integer, Weights> known = versions.headMap(version + 1);
          if (!known.isEmpty()) {
            all.put(client, known.get(known.lastKey()));
          }
        });
    return all;
  }

  @Test
  void aForgottenVersionCannotBeAskedFor() {
    try (ClientStates states = open()) {
      states.forgetBefore(3);
      assertThrows(IllegalArgumentException.class, () -> states.asOf(1, 2));
      assertThrows(IllegalArgumentException.class, () -> states.put(1, 2, state(1, 2)));
      assertThrows(IllegalArgumentException.class, () -> states.rewind(2));
      assertThrows(IllegalArgumentException.class, () -> states.forgetBefore(2));
    }
  }

  @Test
  void anotherLayoutIsRefused() {
    Layout other = new Layout.Builder().add("embedding", List.of(65)).build();
    try (ClientStates states = open()) {
      assertThrows(IllegalArgumentException.class, () -> states.put(1, 1, Weights.zeros(other)));
      states.put(1, 1, state(1, 1));
    }
    var e = assertThrows(IllegalStateException.class, () -> ClientStates.open(file(), other, 2));
    assertTrue(e.getMessage().contains("expected states in layout"), e.getMessage());
  }

  @Test
  void statesThatTheCacheCannotHoldComeFromTheDisk() {
    int clients = 60_000; // 15 MB in a cache of 2
    try (ClientStates states = open()) {
      for (int client = 0; client < clients; client++) {
        states.put(client, 1, state(client, 1));
        if (client % 10_000 == 0) {
          assertTrue(states.cachedMegabytes() <= 3, states.cachedMegabytes() + " MB");
        }
      }
      states.commit();
      for (int client = 0; client < clients; client += 997) {
        assertEquals(Optional.of(state(client, 1)), states.latest(client));
      }
      assertTrue(states.cachedMegabytes() <= 3, states.cachedMegabytes() + " MB");
    }
  }

  @Test
  void oldStatesDoNotFillTheDisk() throws IOException {
    try (ClientStates states = open()) {
      for (int round = 1; round <= 40; round++) {
        for (int client = 0; client < 2_000; client++) {
          states.put(client, round, state(client, round));
        }
        states.forgetBefore(round);
        states.commit();
      }
    }
    // Two versions of 2,000 states are 1 MB; 40 would be 20.
    assertTrue(Files.size(file()) < 8 << 20, () -> file().toFile().length() + " bytes");
  }

  @Test
  void whatWasCommittedSurvivesACopyTakenInTheMidst() throws IOException {
    Path crashed = folder.resolve("crashed.mv");
    try (ClientStates states = open()) {
      for (int client = 0; client < 5_000; client++) {
        states.put(client, 1, state(client, 1));
      }
      states.commit();
      for (int client = 0; client < 5_000; client += 2) {
        states.put(client, 2, state(client, 2));
      }
      Files.copy(file(), crashed); // what a killed process leaves
    }
    try (ClientStates states = ClientStates.open(crashed, EMBEDDING, 2)) {
      states.rewind(1);
      SortedMap<Integer, Weights> all = asOf(states, 1);
      assertEquals(5_000, all.size());
      all.forEach((client, state) -> assertEquals(state(client, 1), state));
    }
  }

  @Test
  void aTornWriteIsUndone() throws IOException {
    try (ClientStates states = open()) {
      states.put(1, 1, state(1, 1));
      states.commit();
    }
    try (RandomAccessFile torn = new RandomAccessFile(file().toFile(), "rw")) {
      torn.seek(torn.length()); // the beginning of a chunk that was never finished
      torn.write(
          "chunk:7,block:9,len:1,map:3,max:".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      torn.write(new byte[5_000]);
    }
    try (ClientStates states = open()) {
      assertEquals(Optional.of(state(1, 1)), states.latest(1));
    }
  }

  @Test
  void aFileOfSomethingElseIsRefused() throws IOException {
    Files.write(file(), new byte[100_000]);
    var e = assertThrows(IllegalStateException.class, this::open);
    assertTrue(e.getMessage().startsWith(file().toString()), e.getMessage());
  }
}
