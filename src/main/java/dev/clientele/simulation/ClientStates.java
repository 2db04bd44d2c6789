package dev.clientele.simulation;

import dev.clientele.tensor.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * Every client's private tensors while a run lasts, on disk, with a cache of bounded size: a
 * million clients take no more memory than a thousand. The file is scratch, made for one run and
 * deleted after it; what a run goes on from is in its checkpoints.
 *
 * <p>Read by any thread while one writes. Where the disk is full, reading and writing throw an
 * {@link UncheckedIOException} that says so, from then on.
 */
public final class ClientStates implements AutoCloseable {
  /** Changes that wait in memory to be written, in kilobytes. */
  private static final int WRITE_BUFFER_KILOBYTES = 4096;

  /**
   * What a change makes the store write, at least: a page. Visits come from all over the clients,
   * so that larger pages would be copied and written for the sake of one state in them.
   */
  private static final int PAGE_BYTES = 2 << 10;

  /** Old states make holes in the file; below this share of use, in percent, it is rewritten ... */
  private static final int LEAST_FILL_PERCENT = 50;

  /** ... so many bytes of it ... */
  private static final int COMPACTED_BYTES = 32 << 20;

  /** ... as often as so many were written. */
  private static final int COMPACTION_BYTES = 32 << 20;

  private final Path file;
  private final MVStore store;
  private final StateTable now;
  private final StateTable before;
  private long written;

  private ClientStates(Path file, MVStore store, ClientLayouts layouts) {
    this.file = file;
    this.store = store;
    this.now = new StateTable(store, "now", layouts);
    this.before = new StateTable(store, "before", layouts);
  }

  /**
   * Makes the file; one that a killed run has left there is replaced.
   *
   * @param cacheMegabytes memory for states that were read or written lately
   */
  public static ClientStates create(Path file, ClientLayouts layouts, int cacheMegabytes) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.deleteIfExists(file);
      file.toFile().deleteOnExit(); // where the program ends before its actors have
      MVStore store =
          new MVStore.Builder()
              .fileName(file.toString())
              .cacheSize(cacheMegabytes)
              .pageSplitSize(PAGE_BYTES)
              .autoCommitDisabled()
              .autoCommitBufferSize(WRITE_BUFFER_KILOBYTES)
              .open();
      // A page that nothing refers to is used again at once: nobody opens this file again.
      store.setRetentionTime(0);
      store.setVersionsToKeep(0);
      return new ClientStates(file, store, layouts);
    } catch (IOException e) {
      throw failure(file, e);
    } catch (MVStoreException e) {
      throw failure(file, e);
    }
  }

  /** A client's tensors; empty for one that has none. */
  public Optional<Weights> now(int client) {
    return trying(() -> now.get(client));
  }

  /** Those before its last visit, where they are kept. */
  public Optional<Weights> before(int client) {
    return trying(() -> before.get(client));
  }

  /** Replaces a client's tensors, by the one thread that does; empty ones leave what is there. */
  public void put(int client, Optional<Weights> current, Optional<Weights> earlier) {
    trying(
        () -> {
          current.ifPresent(weights -> put(now, client, weights));
          earlier.ifPresent(weights -> put(before, client, weights));
          return file;
        });
  }

  private void put(StateTable table, int client, Weights weights) {
    table.put(client, weights);
    written += Math.max(PAGE_BYTES, (long) Float.BYTES * weights.size());
    if (written >= COMPACTION_BYTES) {
      written = 0;
      compact();
    }
  }

  private void compact() {
    store.commit();
    FileStore<?> disk = store.getFileStore();
    if (disk.getFillRate() < LEAST_FILL_PERCENT) {
      store.compact(LEAST_FILL_PERCENT, COMPACTED_BYTES);
    }
  }

  /** Takes over what a checkpoint holds. */
  void restore(PrivateStates saved) {
    saved
        .now()
        .groups()
        .forEach(group -> each(group, (id, w) -> put(id, Optional.of(w), Optional.empty())));
    saved
        .before()
        .groups()
        .forEach(group -> each(group, (id, w) -> put(id, Optional.empty(), Optional.of(w))));
  }

  private static void each(States.Group group, dev.clientele.tensor.SafetensorsTable.Visitor to) {
    try {
      group.forEach(to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of them, as they are at the moment of asking; nothing may change while they are read. */
  public PrivateStates view() {
    return new PrivateStates(now, before);
  }

  /** Megabytes that the cache takes at the moment. */
  int cachedMegabytes() {
    return store.getFileStore().getCacheSizeUsed();
  }

  private <T> T trying(Supplier<T> use) {
    try {
      return use.get();
    } catch (MVStoreException e) {
      throw failure(file, e);
    }
  }

  private static UncheckedIOException failure(Path file, Exception e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message =
        "the clients' private tensors cannot be kept in " + file + ": " + cause.getMessage();
    return new UncheckedIOException(message, new IOException(message, e));
  }

  /** Deletes the file. */
  @Override
  public void close() {
    store.closeImmediately();
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }
}
