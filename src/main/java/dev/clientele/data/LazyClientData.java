package dev.clientele.data;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/** Client data whose images are made when first asked for, and kept as long as this object is. */
final class LazyClientData implements ClientData {
  private final int id;
  private final String domain;
  private final String description;
  private final Split split;
  private final Function<Part, Images> streams;
  private final Map<Part, Images> loaded = new EnumMap<>(Part.class);

  /**
   * @param streams the streamed images of a part
   */
  LazyClientData(
      int id, String domain, String description, Split split, Function<Part, Images> streams) {
    this.id = id;
    this.domain = domain;
    this.description = description;
    this.split = split;
    this.streams = streams;
  }

  @Override
  public int id() {
    return id;
  }

  @Override
  public Images train() {
    return load(Part.TRAIN);
  }

  @Override
  public Images streamed(Part part) {
    return streams.apply(part);
  }

  @Override
  public Images heldOut() {
    return load(Part.HELD_OUT);
  }

  @Override
  public int count(Part part) {
    return split.count(part);
  }

  @Override
  public Images validation() {
    return load(Part.VALIDATION);
  }

  @Override
  public String domain() {
    return domain;
  }

  @Override
  public String description() {
    return description;
  }

  private synchronized Images load(Part part) {
    return loaded.computeIfAbsent(part, p -> streams.apply(p).loaded());
  }
}
