package dev.clientele.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
  @TempDir Path folder;

  @Test
  void refusesADirectoryThatHoldsARun() throws IOException {
    Path root = folder.resolve("runs/first");
    RunDirectory run = RunDirectory.create(root, false);
    assertEquals("first", run.name());
    run.write(run.manifest(), "{}\n");
    ReportException refused =
        assertThrows(ReportException.class, () -> RunDirectory.create(root, false));
    assertTrue(refused.getMessage().contains("holds a run already"), refused.getMessage());
    assertEquals("{}\n", Files.readString(run.manifest()), "the refused run is untouched");
  }

  @Test
  void forceDeletesTheRunAndNothingElse() throws IOException {
    RunDirectory run = RunDirectory.create(folder, false);
    run.write(run.metrics(), "{}\n");
    run.write(run.checkpoint().resolve("state.json"), "{}");
    Files.createDirectory(run.samples().resolve("older"));
    run.write(run.samples().resolve("older/x.png"), "x");
    Path notes = Files.writeString(folder.resolve("notes.txt"), "mine");
    Path elsewhere = Files.writeString(folder.resolve("kept.json"), "kept");
    Files.createSymbolicLink(run.clients(), elsewhere);

    RunDirectory.create(folder, true);
    assertFalse(Files.exists(run.metrics()));
    assertFalse(Files.exists(run.checkpoint().resolve("state.json")));
    assertFalse(Files.exists(run.samples().resolve("older")));
    assertFalse(Files.isSymbolicLink(run.clients()));
    assertEquals("mine", Files.readString(notes));
    assertEquals("kept", Files.readString(elsewhere));
  }

  @Test
  void saysWhyADirectoryCannotBeWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    ReportException error =
        assertThrows(ReportException.class, () -> RunDirectory.create(file.resolve("run"), false));
    String message = error.getMessage();
    assertTrue(message.startsWith("cannot write the run's directory " + file), message);
    assertEquals(1, message.lines().count());
  }

  @Test
  void opensOnlyRuns() {
    assertThrows(ReportException.class, () -> RunDirectory.open(folder.resolve("nowhere")));
    assertThrows(ReportException.class, () -> RunDirectory.open(folder));
    RunDirectory run = RunDirectory.create(folder, false);
    run.write(run.config(), "clientele {}\n");
    assertEquals(folder, RunDirectory.open(folder).root());
  }

  @Test
  void replacesFilesWholeAndLeavesNothingBeside() throws IOException {
    Path file = folder.resolve("summary.json");
    AtomicFile.write(file, new byte[5000]);
    AtomicFile.write(file, new byte[] {1, 2});
    assertEquals(2, Files.size(file));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void aFailedWriteKeepsWhatWasThere() throws IOException {
    Path file = Files.createDirectory(folder.resolve("summary.json"));
    Files.writeString(file.resolve("inside"), "so that it cannot be replaced");
    assertThrows(ReportException.class, () -> AtomicFile.write(file, new byte[] {1}));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList(), "no temporary file stays");
    }
  }
}
