package dev.clientele.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The last two checkpoints of a run, each a folder of its own that appears complete or not at all.
 * Not thread-safe: the server's actor uses it while a run lasts.
 *
 * <p>Which two: the newest, and the newest before it that the plan asked for. So what a run leaves
 * behind does not depend on where it was interrupted on its way.
 */
public final class CheckpointStore {
  private static final String UNFINISHED = "unfinished";
  private static final String INTERRUPTED = "-interrupted";

  private final Path folder;
  private final Consumer<String> warnings;

  /**
   * @param folder made when the first checkpoint is saved
   * @param warnings hears of every damaged checkpoint, in a sentence
   */
  public CheckpointStore(Path folder, Consumer<String> warnings) {
    this.folder = folder;
    this.warnings = warnings;
  }

  /** Where a run may put a file that it needs no longer than it lasts. */
  Path scratch(String name) {
    return folder.resolve(name);
  }

  /**
   * Writes a checkpoint, waits until it is on the disk, and deletes those that it supersedes.
   *
   * @return the checkpoint's private tensors, in its files
   */
  public PrivateStates save(Checkpoint checkpoint) {
    Path target = folder.resolve(name(checkpoint));
    Path unfinished = folder.resolve(UNFINISHED);
    try {
      Files.createDirectories(folder);
      delete(unfinished);
      Files.createDirectory(unfinished);
      CheckpointFiles.write(new SealedFolder(unfinished), checkpoint);
      for (Path file : list(unfinished)) {
        force(file, StandardOpenOption.WRITE);
      }
      forceFolder(unfinished);
      delete(target);
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
      forceFolder(folder);
      prune(target);
      return CheckpointFiles.states(new SealedFolder(target));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the checkpoint " + target + ": " + e, e);
    }
  }

  /**
   * The newest checkpoint that is whole; a damaged one, or one that another version wrote, is
   * reported to the warnings and passed over.
   *
   * @throws IOException if there is none
   */
  public Checkpoint latest() throws IOException {
    List<String> tried = new ArrayList<>();
    for (Path candidate : saved().reversed()) {
      try {
        return CheckpointFiles.read(new SealedFolder(candidate));
      } catch (IOException | RuntimeException e) {
        warnings.accept(
            "the checkpoint " + candidate + " is " + fault(e) + " and is not used: " + reason(e));
        tried.add(candidate.getFileName().toString());
      }
    }
    throw new IOException(
        "expected a usable checkpoint in "
            + folder
            + " but was "
            + (tried.isEmpty() ? "none" : "none that can be used of " + tried));
  }

  private static String fault(Exception e) {
    return e instanceof CheckpointFiles.OtherFormatException ? "another version's" : "damaged";
  }

  private static String reason(Exception e) {
    return switch (e) {
      case NoSuchFileException missing -> missing.getFile() + " is missing";
      case JsonProcessingException text -> SealedFolder.STATE + ": " + text.getOriginalMessage();
      case IOException other when other.getMessage() != null -> other.getMessage();
      default -> e.toString();
    };
  }

  /**
   * Copies the checkpoint of the end of pre-training into another run's folder: that run goes on
   * from there as if it had done the same rounds.
   *
   * @param rounds of the whole pre-training
   * @return whether there was one
   */
  public boolean copyPretrained(int rounds, CheckpointStore to) {
    Path from = folder.resolve(name(rounds));
    if (!Files.isDirectory(from)) {
      return false;
    }
    Path target = to.folder.resolve(from.getFileName());
    try {
      Files.createDirectories(target);
      for (Path file : list(from)) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy the checkpoint " + from + ": " + e, e);
    }
    return true;
  }

  private static String name(int round) {
    return String.format(Locale.ROOT, "round-%08d", round);
  }

  /** Sorted by name is sorted by age. */
  private static String name(Checkpoint checkpoint) {
    Position at = checkpoint.position();
    String round = name(at.round());
    if (at.phase() == Phase.ADAPTATION) {
      return round + "-adapted";
    }
    boolean between = checkpoint.training().course().opening();
    if (checkpoint.scheduled() && between) {
      return round;
    }
    long visits = checkpoint.training().course().events();
    String name = round + String.format(Locale.ROOT, "-visit-%012d", visits);
    return checkpoint.scheduled() ? name : name + INTERRUPTED;
  }

  private void prune(Path newest) throws IOException {
    boolean kept = false;
    for (Path old : saved().reversed()) {
      boolean interrupted = old.getFileName().toString().endsWith(INTERRUPTED);
      if (old.equals(newest)) {
        continue;
      }
      // Newer than the newest: left by a run that went on from an older, whole checkpoint.
      boolean superseded = old.compareTo(newest) > 0;
      if (kept || interrupted || superseded) {
        delete(old);
      } else {
        kept = true;
      }
    }
  }

  private List<Path> saved() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    return list(folder).stream()
        .filter(path -> path.getFileName().toString().startsWith("round-"))
        .toList();
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.sorted().toList();
    }
  }

  private static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(path)) {
      for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private static void force(Path path, StandardOpenOption option) throws IOException {
    try (FileChannel channel = FileChannel.open(path, option)) {
      channel.force(true);
    }
  }

  /** A folder's entries reach the disk on their own; Windows does it without being asked. */
  private static void forceFolder(Path path) throws IOException {
    if (!System.getProperty("os.name").startsWith("Windows")) {
      force(path, StandardOpenOption.READ);
    }
  }
}
