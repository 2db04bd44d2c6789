package dev.clientele.simulation;

import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Weights;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.ObjIntConsumer;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.LongDataType;

/**
 * Every client's private tensors, on disk, with a cache of bounded size: a million clients take no
 * more memory than a thousand. A client's state has versions, so that a checkpoint can be taken as
 * of a step that is complete while the next one is under way. Thread-safe.
 *
 * <p>What was {@link #commit committed} is there after the process has died; of what came later,
 * some may be: {@link #rewind} removes it.
 */
public final class ClientStates implements AutoCloseable {
  /** Changes that wait in memory to be written, in kilobytes. */
  private static final int WRITE_BUFFER_KILOBYTES = 4096;

  /** Old states make holes in the file; below this share of use, in percent, it is rewritten. */
  private static final int LEAST_FILL_PERCENT = 50;

  private static final int COMPACTED_BYTES = 16 << 20;

  private final Path file;
  private final Layout layout;
  private final MVStore store;

  /** By {@link #key}: a client's versions are neighbours, in their order. */
  private final MVMap<Long, Weights> states;

  private volatile int horizon;

  private ClientStates(Path file, Layout layout, MVStore store) {
    this.file = file;
    this.layout = layout;
    this.store = store;
    this.states =
        store.openMap(
            "states",
            new MVMap.Builder<Long, Weights>()
                .keyType(LongDataType.INSTANCE)
                .valueType(new WeightsDataType(layout)));
  }

  /**
   * Opens the file, or makes it.
   *
   * @param layout of every state
   * @param cacheMegabytes memory for states that were read or written lately
   * @throws IllegalStateException where the file is damaged, in use, or of another layout
   */
  public static ClientStates open(Path file, Layout layout, int cacheMegabytes) {
    MVStore store;
    try {
      store =
          new MVStore.Builder()
              .fileName(file.toString())
              .cacheSize(cacheMegabytes)
              .autoCommitDisabled()
              .autoCommitBufferSize(WRITE_BUFFER_KILOBYTES)
              .open();
    } catch (MVStoreException e) {
      throw new IllegalStateException(file + ": expected a store of client states: " + e, e);
    }
    // A page that nothing refers to is used again at once. That is safe where a process dies; where
    // the power fails, a checkpoint holds the states.
    store.setRetentionTime(0);
    store.setVersionsToKeep(0);
    requireLayout(file, layout, store);
    return new ClientStates(file, layout, store);
  }

  private static void requireLayout(Path file, Layout layout, MVStore store) {
    MVMap<String, String> description = store.openMap("description");
    String there = description.putIfAbsent("layout", layout.toString());
    if (there != null && !there.equals(layout.toString())) {
      store.closeImmediately();
      throw new IllegalStateException(
          file + ": expected states in layout " + layout + " but was " + there);
    }
  }

  /** A client's newest state; empty for one that has none. */
  public Optional<Weights> latest(int client) {
    return asOf(client, Integer.MAX_VALUE);
  }

  /**
   * A client's newest state of {@code version} or before.
   *
   * @throws IllegalArgumentException for a version that may be {@link #forgetBefore forgotten}
   */
  public Optional<Weights> asOf(int client, int version) {
    requireRemembered(version);
    Long key = states.floorKey(key(client, version));
    return key == null || client(key) != client ? Optional.empty() : Optional.of(states.get(key));
  }

  /**
   * Notes a client's state as of {@code version}; the same again changes nothing. Versions that no
   * snapshot can ask for any more are dropped.
   */
  public void put(int client, int version, Weights state) {
    if (!state.layout().equals(layout)) {
      throw new IllegalArgumentException(
          "client " + client + ": expected layout " + layout + " but was " + state.layout());
    }
    requireRemembered(version);
    states.put(key(client, version), state);
    Long base = states.floorKey(key(client, horizon));
    if (base != null && client(base) == client) {
      removeBefore(base, client);
    }
  }

  private void removeBefore(long key, int client) {
    for (Long older = states.lowerKey(key);
        older != null && client(older) == client;
        older = states.lowerKey(key)) {
      states.remove(older);
    }
  }

  /** Says that nobody will ask for a version before this one. */
  public void forgetBefore(int version) {
    requireRemembered(version);
    horizon = version;
  }

  /**
   * Every client's newest state of {@code version} or before, in the clients' order. Others may go
   * on changing later versions meanwhile.
   */
  public void forEachAsOf(int version, ObjIntConsumer<Weights> consumer) {
    requireRemembered(version);
    for (Long first = states.firstKey(); first != null; first = nextClient(first)) {
      int client = client(first);
      asOf(client, version).ifPresent(state -> consumer.accept(state, client));
    }
  }

  private Long nextClient(long key) {
    return states.higherKey(key(client(key), Integer.MAX_VALUE));
  }

  /** Forgets everything that is newer than {@code version}, as if it had never been. */
  public void rewind(int version) {
    requireRemembered(version);
    // Not an iterator: it would go on in pages that the removals give free.
    for (Long key = states.firstKey(); key != null; key = states.higherKey(key)) {
      if (version(key) > version) {
        states.remove(key);
      }
    }
  }

  /** Writes everything to the disk, and waits until it is there. */
  public void commit() {
    store.commit();
    FileStore<?> disk = store.getFileStore();
    disk.sync();
    if (disk.getFillRate() < LEAST_FILL_PERCENT) {
      store.compact(LEAST_FILL_PERCENT, COMPACTED_BYTES);
    }
  }

  /** Megabytes that the cache takes at the moment. */
  int cachedMegabytes() {
    return store.getFileStore().getCacheSizeUsed();
  }

  @Override
  public void close() {
    store.close();
  }

  private void requireRemembered(int version) {
    if (version < horizon) {
      throw new IllegalArgumentException(
          file + ": expected version " + horizon + " or later but was " + version);
    }
  }

  private static long key(int client, int version) {
    return (long) client << Integer.SIZE | version;
  }

  private static int client(long key) {
    return (int) (key >>> Integer.SIZE);
  }

  private static int version(long key) {
    return (int) key;
  }
}
