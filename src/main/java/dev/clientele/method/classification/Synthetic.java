package dev.clientele.method.classification;

import dev.clientele.data.ImageShape;
import dev.clientele.data.Images;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the server keeps of the warm start, as tensors of its memory: every client's adapters, and
 * the images that it drew with them.
 *
 * @param memory {@code synthetic.CLIENT.pixels} of {@code [count, height, width, channels]}, {@code
 *     synthetic.CLIENT.labels} of {@code [count]} and {@code adapters.CLIENT.NAME}
 */
public record Synthetic(Weights memory) {
  private static final String DRAWN = "synthetic.";
  private static final String PIXELS = ".pixels";
  private static final String LABELS = ".labels";
  private static final String ADAPTERS = "adapters.";

  /** One client's images as tensors. */
  static Weights of(int client, Images images) {
    ImageShape shape = images.shape();
    int n = images.count();
    float[] numbers = new float[n * shape.size() + n];
    for (int i = 0; i < n; i++) {
      images.copyTo(i, numbers, i * shape.size());
      numbers[n * shape.size() + i] = images.label(i);
    }
    Layout layout =
        new Layout.Builder()
            .add(
                DRAWN + client + PIXELS,
                List.of(n, shape.height(), shape.width(), shape.channels()))
            .add(DRAWN + client + LABELS, List.of(n))
            .build();
    return Weights.adopt(layout, numbers);
  }

  /** One client's adapters under the client's name. */
  static Weights adapters(int client, Weights adapters) {
    Layout.Builder layout = new Layout.Builder();
    adapters
        .layout()
        .entries()
        .forEach(e -> layout.add(ADAPTERS + client + "." + e.name(), e.shape()));
    return Weights.adopt(layout.build(), adapters.toArray());
  }

  /** Whose images there are, in ascending order. */
  public SortedSet<Integer> clients() {
    SortedSet<Integer> clients = new TreeSet<>();
    for (Layout.Entry e : memory.layout().entries()) {
      if (e.name().startsWith(DRAWN) && e.name().endsWith(PIXELS)) {
        int end = e.name().length() - PIXELS.length();
        clients.add(Integer.parseInt(e.name().substring(DRAWN.length(), end)));
      }
    }
    return clients;
  }

  /** What was drawn with a client's adapters. */
  public Images images(int client) {
    Layout.Entry e = memory.layout().entry(DRAWN + client + PIXELS);
    List<Integer> shape = e.shape();
    float[] numbers = memory.tensor(DRAWN + client + LABELS);
    int[] labels = new int[numbers.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (int) numbers[i];
    }
    return Images.adopt(
        new ImageShape(shape.get(1), shape.get(2), shape.get(3)), memory.tensor(e.name()), labels);
  }

  /** How many images there are of all clients together. */
  public int count() {
    return clients().stream()
        .mapToInt(client -> memory.layout().entry(DRAWN + client + LABELS).size())
        .sum();
  }

  /** What was drawn with everybody's adapters, client after client. */
  public Images all() {
    List<Images> parts = new ArrayList<>();
    clients().forEach(client -> parts.add(images(client)));
    return Images.concat(parts);
  }

  /** A client's adapters, under the network's names. */
  public Weights adapters(int client) {
    String prefix = ADAPTERS + client + ".";
    Weights own = memory.filter(name -> name.startsWith(prefix));
    Layout.Builder layout = new Layout.Builder();
    own.layout().entries().forEach(e -> layout.add(e.name().substring(prefix.length()), e.shape()));
    return Weights.adopt(layout.build(), own.toArray());
  }
}
