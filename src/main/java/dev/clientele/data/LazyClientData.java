package dev.clientele.data;

import java.util.function.Supplier;

/** Client data whose images are made when first asked for, and kept as long as this object is. */
final class LazyClientData implements ClientData {
  private final int id;
  private final String description;
  private final Supplier<Images> makeTrain;
  private final Supplier<Images> makeHeldOut;
  private Images train;
  private Images heldOut;

  LazyClientData(
      int id, String description, Supplier<Images> makeTrain, Supplier<Images> makeHeldOut) {
    this.id = id;
    this.description = description;
    this.makeTrain = makeTrain;
    this.makeHeldOut = makeHeldOut;
  }

  @Override
  public int id() {
    return id;
  }

  @Override
  public synchronized Images train() {
    if (train == null) {
      train = makeTrain.get();
    }
    return train;
  }

  @Override
  public synchronized Images heldOut() {
    if (heldOut == null) {
      heldOut = makeHeldOut.get();
    }
    return heldOut;
  }

  @Override
  public String description() {
    return description;
  }
}
