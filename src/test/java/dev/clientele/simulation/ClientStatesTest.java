package dev.clientele.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.Tries;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomStream;
import dev.clientele.tensor.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientStatesTest {
  private static final Layout EMBEDDING =
      new Layout.Builder().add("embedding", List.of(64)).build();

  /** More than one piece of the store. */
  private static final Layout MODEL =
      new Layout.Builder().add("w", List.of(150_000)).add("b", List.of(1)).build();

  private static final int REGISTERED = 100_000;

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("clients.mv");
  }

  private ClientStates create() {
    return ClientStates.create(file(), new ClientLayouts(REGISTERED, EMBEDDING, MODEL), 2);
  }

  private static Weights state(int client, int version) {
    float[] values = new float[client < REGISTERED ? EMBEDDING.size() : MODEL.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = client + 0.01f * version + i * 1e-6f;
    }
    return Weights.adopt(client < REGISTERED ? EMBEDDING : MODEL, values);
  }

  private static void put(ClientStates states, int client, int version) {
    states.put(client, Optional.of(state(client, version)), Optional.empty());
  }

  /** Against the obvious implementation: two maps. */
  @Test
  void behavesAsMaps() {
    Tries.check(20, this::compareWithMaps);
  }

  private void compareWithMaps(RandomStream random) throws IOException {
    SortedMap<Integer, Weights> now = new TreeMap<>();
    SortedMap<Integer, Weights> before = new TreeMap<>();
    try (ClientStates states = create()) {
      for (int step = 0; step < 60; step++) {
        int client = REGISTERED - 6 + random.nextInt(8);
        Weights next = state(client, step);
        boolean keeps = random.nextInt(2) == 0;
        Optional<Weights> earlier = keeps ? Optional.ofNullable(now.get(client)) : Optional.empty();
        states.put(client, Optional.of(next), earlier);
        now.put(client, next);
        earlier.ifPresent(weights -> before.put(client, weights));
        int asked = REGISTERED - 6 + random.nextInt(8);
        assertEquals(Optional.ofNullable(now.get(asked)), states.now(asked));
        assertEquals(Optional.ofNullable(before.get(asked)), states.before(asked));
        assertEquals(now.containsKey(asked), states.view().now().has(asked));
      }
      assertSame(now, states.view().now());
      assertSame(before, states.view().before());
    }
  }

  private static void assertSame(SortedMap<Integer, Weights> expected, States actual)
      throws IOException {
    assertEquals(expected, actual.from(0));
    int clients = 0;
    for (States.Group group : actual.groups()) {
      int[] last = {group.first() - 1};
      int[] count = {0};
      group.forEach(
          (client, weights) -> {
            assertTrue(client > last[0], "in the clients' order");
            assertEquals(group.layout(), weights.layout());
            last[0] = client;
            count[0]++;
          });
      assertEquals(group.last(), last[0]);
      assertEquals(group.size(), count[0]);
      clients += count[0];
    }
    assertEquals(expected.size(), clients);
  }

  @Test
  void clientsWithoutNumbersAreRemembered() {
    Layout none = new Layout.Builder().build();
    try (ClientStates states = ClientStates.create(file(), new ClientLayouts(9, none, none), 1)) {
      states.put(4, Optional.of(Weights.zeros(none)), Optional.empty());
      assertTrue(states.view().now().has(4));
      assertFalse(states.view().now().has(3));
      assertEquals(1, states.view().now().groups().getFirst().size());
    }
  }

  @Test
  void anotherLayoutIsRefused() {
    try (ClientStates states = create()) {
      var e =
          assertThrows(
              IllegalArgumentException.class,
              () -> states.put(1, Optional.of(Weights.zeros(MODEL)), Optional.empty()));
      assertTrue(e.getMessage().startsWith("client 1: expected layout"), e.getMessage());
    }
  }

  @Test
  void whatACheckpointHoldsIsTakenOver() throws IOException {
    SortedMap<Integer, Weights> now = new TreeMap<>();
    for (int client : new int[] {3, 70_000, REGISTERED - 1, REGISTERED, REGISTERED + 5}) {
      now.put(client, state(client, 1));
    }
    SortedMap<Integer, Weights> before = new TreeMap<>();
    before.put(3, state(3, 0));
    try (ClientStates states = create()) {
      states.restore(new PrivateStates(States.of(now), States.of(before)));
      assertSame(now, states.view().now());
      assertSame(before, states.view().before());
    }
  }

  @Test
  void statesThatTheCacheCannotHoldComeFromTheDisk() {
    int clients = 60_000; // 15 MB in a cache of 2
    try (ClientStates states = create()) {
      for (int client = 0; client < clients; client++) {
        put(states, client, 1);
        if (client % 10_000 == 0) {
          assertTrue(states.cachedMegabytes() <= 3, states.cachedMegabytes() + " MB");
        }
      }
      for (int client = 0; client < clients; client += 997) {
        assertEquals(Optional.of(state(client, 1)), states.now(client));
      }
      assertTrue(states.cachedMegabytes() <= 3, states.cachedMegabytes() + " MB");
    }
  }

  @Test
  void oldStatesDoNotFillTheDisk() throws IOException {
    try (ClientStates states = create()) {
      for (int round = 1; round <= 40; round++) {
        for (int i = 0; i < 2_000; i++) {
          put(states, 617 * i % 8_000, round); // every fourth, so that every page is hit
        }
      }
      // 8,000 states are 2 MB, of which a page for every other change would be 640.
      assertTrue(Files.size(file()) < 80 << 20, () -> file().toFile().length() + " bytes");
    }
  }

  @Test
  void largeStatesDoNotFillTheDisk() throws IOException {
    try (ClientStates states = create()) {
      for (int round = 1; round <= 40; round++) {
        for (int client = REGISTERED; client < REGISTERED + 10; client++) {
          put(states, client, round);
        }
      }
      // 10 states are 6 MB; 40 times as many would be 240.
      assertTrue(Files.size(file()) < 100 << 20, () -> file().toFile().length() + " bytes");
    }
  }

  @Test
  void theFileIsGoneAfterwardsAndWhatAKilledRunLeftIsReplaced() throws IOException {
    Files.write(file(), new byte[100_000]);
    try (ClientStates states = create()) {
      assertTrue(states.view().now().groups().isEmpty());
      put(states, 1, 1);
    }
    assertFalse(Files.exists(file()));
  }
}
