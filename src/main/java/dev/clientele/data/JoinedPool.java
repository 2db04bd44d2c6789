package dev.clientele.data;

import java.util.List;

/** Several files of one data set as one pool, in their order. */
final class JoinedPool implements ImagePool {
  private final List<ImagePool> parts;
  private final int classes;
  // For each image: its part, and its number there.
  private final int[] part;
  private final int[] place;

  private JoinedPool(List<ImagePool> parts, int classes) {
    this.parts = List.copyOf(parts);
    this.classes = classes;
    int count = 0;
    for (ImagePool each : parts) {
      count = Math.addExact(count, each.count());
    }
    this.part = new int[count];
    this.place = new int[count];
    int at = 0;
    for (int p = 0; p < parts.size(); p++) {
      for (int i = 0; i < parts.get(p).count(); i++) {
        part[at] = p;
        place[at++] = i;
      }
    }
  }

  /** All images of {@code parts}, at least one and all of one shape. */
  static ImagePool of(List<? extends ImagePool> parts, int classes) {
    return new JoinedPool(List.copyOf(parts), classes);
  }

  @Override
  public String name() {
    return parts.getFirst().name();
  }

  @Override
  public ImageShape shape() {
    return parts.getFirst().shape();
  }

  @Override
  public int count() {
    return part.length;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public int label(int i) {
    return parts.get(part[i]).label(place[i]);
  }

  @Override
  public void read(int i, byte[] to) {
    parts.get(part[i]).read(place[i], to);
  }

  @Override
  public String className(int label) {
    return parts.getFirst().className(label);
  }

  @Override
  public boolean goesOn() {
    return parts.getFirst().goesOn();
  }
}
