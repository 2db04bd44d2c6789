package dev.clientele.simulation;

import dev.clientele.tensor.Layout;
import dev.clientele.tensor.SafetensorsTable.Visitor;
import dev.clientele.tensor.Weights;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.LongDataType;

/**
 * States in a map of a store, in pieces, so that none of the store's pages is much larger than its
 * others. Read by any thread while one writes.
 */
final class StateTable implements States {
  /** Numbers of a piece: 256 kB. */
  private static final int PIECE = 1 << 16;

  private final ClientLayouts layouts;

  /** By {@link #key}: a client's pieces are neighbours, in their order. */
  private final MVMap<Long, float[]> pieces;

  private final AtomicInteger trained = new AtomicInteger();
  private final AtomicInteger adapted = new AtomicInteger();

  StateTable(MVStore store, String name, ClientLayouts layouts) {
    this.layouts = layouts;
    this.pieces =
        store.openMap(
            name,
            new MVMap.Builder<Long, float[]>()
                .keyType(LongDataType.INSTANCE)
                .valueType(FloatsDataType.INSTANCE));
  }

  private final class Part implements Group {
    private final Layout layout;
    private final int size;
    private final int from;
    private final int to;

    Part(Layout layout, int size, int from, int to) {
      this.layout = layout;
      this.size = size;
      this.from = from;
      this.to = to;
    }

    @Override
    public Layout layout() {
      return layout;
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public int first() {
      return client(pieces.ceilingKey(key(from, 0)));
    }

    @Override
    public int last() {
      return client(pieces.lowerKey(key(to, 0)));
    }

    /** Not by the map's own iterator, which would go on in pages that a change gives free. */
    @Override
    public void forEach(Visitor visitor) throws IOException {
      Long key = pieces.ceilingKey(key(from, 0));
      while (key != null && client(key) < to) {
        int client = client(key);
        visitor.visit(client, get(client).orElseThrow());
        key = client == Integer.MAX_VALUE ? null : pieces.ceilingKey(key(client + 1, 0));
      }
    }
  }

  @Override
  public Optional<Weights> get(int client) {
    float[] first = pieces.get(key(client, 0));
    if (first == null) {
      return Optional.empty();
    }
    Layout layout = layouts.of(client);
    if (layout.size() <= PIECE) {
      return Optional.of(Weights.adopt(layout, first)); // which nobody changes
    }
    float[] values = new float[layout.size()];
    for (int at = 0; at < values.length; at += PIECE) {
      float[] piece = at == 0 ? first : pieces.get(key(client, at / PIECE));
      System.arraycopy(piece, 0, values, at, piece.length);
    }
    return Optional.of(Weights.adopt(layout, values));
  }

  @Override
  public boolean has(int client) {
    return pieces.containsKey(key(client, 0));
  }

  /** Registered clients before the others. */
  @Override
  public List<Group> groups() {
    return Stream.<Group>of(
            new Part(layouts.trained(), trained.get(), 0, layouts.registered()),
            new Part(layouts.adapted(), adapted.get(), layouts.registered(), Integer.MAX_VALUE))
        .filter(group -> group.size() > 0)
        .toList();
  }

  /** Replaces a client's tensors; by one thread. */
  void put(int client, Weights weights) {
    if (!weights.layout().equals(layouts.of(client))) {
      throw new IllegalArgumentException(
          "client "
              + client
              + ": expected layout "
              + layouts.of(client)
              + " but was "
              + weights.layout());
    }
    FloatBuffer numbers = weights.asBuffer();
    boolean isNew = false;
    int index = 0;
    do { // once for a client that has no numbers
      float[] piece = new float[Math.min(PIECE, numbers.remaining())];
      numbers.get(piece);
      isNew |= pieces.put(key(client, index++), piece) == null;
    } while (numbers.hasRemaining());
    if (isNew) {
      (client < layouts.registered() ? trained : adapted).incrementAndGet();
    }
  }

  private static long key(int client, int piece) {
    return (long) client << Integer.SIZE | piece;
  }

  private static int client(long key) {
    return (int) (key >>> Integer.SIZE);
  }
}
