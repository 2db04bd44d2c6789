package dev.clientele.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clientele.method.Folded;
import dev.clientele.method.ServerState;
import dev.clientele.simulation.fold.FoldState;
import dev.clientele.simulation.policy.Call;
import dev.clientele.simulation.policy.CourseState;
import dev.clientele.simulation.policy.Event;
import dev.clientele.simulation.policy.RoundTally;
import dev.clientele.simulation.policy.VisitOutcome;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointStoreTest {
  @TempDir Path folder;
  private static final String FORMATS = "expected format 3 but was 2";

  private final List<String> warnings = new ArrayList<>();

  private CheckpointStore store() {
    return new CheckpointStore(folder, warnings::add);
  }

  private static Weights of(Layout layout, float first) {
    float[] values = new float[layout.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = first + i;
    }
    return Weights.adopt(layout, values);
  }

  private static Checkpoint checkpoint(Phase phase, int round, boolean scheduled) {
    SortedMap<Integer, Weights> personal = new TreeMap<>();
    Layout two =
        new Layout.Builder()
            .add("a", List.of(2))
            .add("b", List.of(3, 1))
            .add("c", List.of())
            .build();
    personal.put(11, of(two, 0.25f));
    personal.put(2, of(two, -7));
    Counters counters =
        new Counters(
            new TreeMap<>(Map.of(VisitOutcome.COMPLETED, 1L, VisitOutcome.LATE, 7L << 40)),
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10);
    Layout shared = FakeMethod.SHARED;
    ServerState state = new ServerState(round - 1, of(shared, 1), of(shared, 2), of(two, 9));
    Position position = new Position(phase, round, 0.1 + round, counters, state);
    return new Checkpoint(
        position,
        scheduled,
        Map.of("b.jsonl", 5L, "a.jsonl", 1L << 33),
        new PrivateStates(States.of(personal), States.of(new TreeMap<>(Map.of(2, of(two, 3))))),
        training(round, scheduled, state.shared()));
  }

  private static Checkpoint.Training training(int round, boolean between, Weights shared) {
    RoundTally counts =
        new RoundTally(
            new TreeMap<>(Map.of(VisitOutcome.LOST, 3L)), 1.0 / 3, 5, 6, 7, 8, 9, 10, 11);
    CourseState course =
        new CourseState(
            0.1 + 0.2,
            round,
            21,
            20,
            17,
            0.7,
            !between,
            between,
            false,
            Double.NaN,
            List.of(new Call.Seed(18, 21, 4, round - 3, 0.1, 2)),
            List.of(new Event(1e9 / 7, Event.Kind.COPY, 5)),
            List.of(
                new CourseState.Admitted(
                    new Call.Seed(16, 20, 5, round, 1e-9, -1), 0.3, 2, 64, 9, 1e300)),
            counts,
            List.of(5, 3),
            List.of(9));
    FoldState fold =
        new FoldState(
            2,
            65.5,
            1,
            List.of(new double[] {1.0 / 3, -0.0}, new double[] {1e-300, 2}, new double[2]),
            List.of(new Folded.Received(5, of(FakeMethod.SHARED, 4), 64)));
    return new Checkpoint.Training(
        course,
        fold,
        new TreeMap<>(Map.of(round - 3, of(FakeMethod.SHARED, -5), round, shared)),
        round - 2);
  }

  private void save(int round, boolean scheduled) {
    store().save(checkpoint(Phase.PRETRAINING, round, scheduled));
  }

  private List<String> names() throws IOException {
    try (var paths = Files.list(folder)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void readsWhatItWrote() throws IOException {
    Checkpoint saved = checkpoint(Phase.ADAPTATION, 12, true);
    store().save(saved);
    assertEquals(saved, Run.inMemory(store().latest()));
  }

  @Test
  void clientsWithoutPrivateTensorsAreRemembered() throws IOException {
    SortedMap<Integer, Weights> none = new TreeMap<>();
    none.put(4, Weights.zeros(new Layout.Builder().build()));
    Checkpoint some = checkpoint(Phase.PRETRAINING, 3, true);
    Checkpoint saved =
        new Checkpoint(
            some.position(),
            true,
            some.journal(),
            new PrivateStates(States.of(none), States.NONE),
            some.training());
    store().save(saved);
    assertEquals(saved, Run.inMemory(store().latest()));
  }

  @Test
  void keepsTheLastTwo() throws IOException {
    save(10, true);
    save(20, true);
    save(30, true);
    assertEquals(List.of("round-00000020", "round-00000030"), names());
    store().save(checkpoint(Phase.ADAPTATION, 30, true));
    assertEquals(List.of("round-00000030", "round-00000030-adapted"), names());
  }

  @Test
  void anInterruptionLeavesNoTraceOnceTheRunHasGoneOn() throws IOException {
    save(10, true);
    save(20, true);
    save(23, false);
    assertEquals(
        List.of("round-00000020", "round-00000023-visit-000000000017-interrupted"), names());
    save(27, false);
    assertEquals(27, store().latest().position().round());
    save(30, true);
    assertEquals(List.of("round-00000020", "round-00000030"), names());
  }

  @Test
  void everyDamagedByteIsNoticed() throws IOException {
    save(10, true);
    save(20, true);
    Path newest = folder.resolve("round-00000020");
    List<Path> files;
    try (var paths = Files.list(newest)) {
      files = paths.sorted().toList();
    }
    assertEquals(9, files.size());
    for (Path file : files) {
      byte[] whole = Files.readAllBytes(file);
      for (int at = 0; at < whole.length; at += 1 + whole.length / 97) {
        byte[] damaged = whole.clone();
        damaged[at] ^= 1;
        assertFallsBack(file, damaged, 10);
        assertFallsBack(file, Arrays.copyOf(whole, at), 10);
      }
      Files.delete(file);
      assertEquals(10, store().latest().position().round());
      Files.write(file, whole);
      assertEquals(20, store().latest().position().round());
    }
  }

  private void assertFallsBack(Path file, byte[] bytes, int round) throws IOException {
    Files.write(file, bytes);
    warnings.clear();
    assertEquals(round, store().latest().position().round(), () -> "in " + file);
    assertEquals(1, warnings.size());
    assertTrue(warnings.getFirst().contains("round-00000020"), warnings.getFirst());
  }

  @Test
  void anotherVersionsCheckpointIsNotCalledDamaged() throws IOException {
    save(10, true);
    save(20, true);
    SealedFolder newest = new SealedFolder(folder.resolve("round-00000020"));
    ObjectNode json = newest.open();
    json.remove("sha256");
    Files.delete(newest.file(SealedFolder.STATE));
    newest.seal(json.put("format", 2));
    assertEquals(10, store().latest().position().round());
    String warning = warnings.getFirst();
    assertTrue(warning.endsWith("is another version's and is not used: " + FORMATS), warning);
  }

  @Test
  void withoutAnyThatIsWholeTheErrorSaysSo() throws IOException {
    IOException none = assertThrows(IOException.class, () -> store().latest());
    assertTrue(none.getMessage().endsWith("but was none"), none.getMessage());
    save(10, true);
    Files.writeString(folder.resolve("round-00000010").resolve("state.json"), "{");
    IOException damaged = assertThrows(IOException.class, () -> store().latest());
    assertTrue(damaged.getMessage().contains("[round-00000010]"), damaged.getMessage());
  }

  @Test
  void whatAnInterruptedWriteLeftIsNotUsed() throws IOException {
    save(10, true);
    Files.createDirectory(folder.resolve("unfinished"));
    Files.writeString(folder.resolve("unfinished").resolve("state.json"), "half");
    assertEquals(10, store().latest().position().round());
    save(20, true);
    assertEquals(List.of("round-00000010", "round-00000020"), names());
  }

  @Test
  void aRunThatWentOnFromAnOlderOneDropsTheDamagedNewerOnes() throws IOException {
    save(10, true);
    save(20, true);
    Files.delete(folder.resolve("round-00000020").resolve("state.json"));
    save(13, false);
    assertEquals(
        List.of("round-00000010", "round-00000013-visit-000000000017-interrupted"), names());
  }
}
