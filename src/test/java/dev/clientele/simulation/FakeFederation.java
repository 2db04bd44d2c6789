package dev.clientele.simulation;

import dev.clientele.data.ClientData;
import dev.clientele.data.Federation;
import dev.clientele.data.ImageShape;
import dev.clientele.data.Images;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Clients with one pixel each, and a list of those whose data were asked for. */
record FakeFederation(int registered, int unseen, Set<Integer> asked) implements Federation {
  static final ImageShape PIXEL = new ImageShape(1, 1, 1);

  static FakeFederation of(int registered, int unseen) {
    return new FakeFederation(registered, unseen, ConcurrentHashMap.newKeySet());
  }

  private record Pixel(int id) implements ClientData {
    @Override
    public Images train() {
      return Images.adopt(PIXEL, new float[] {id % 7 * 0.1f}, new int[1]);
    }

    @Override
    public Images heldOut() {
      return train();
    }

    @Override
    public String description() {
      return "pixel " + id;
    }
  }

  @Override
  public String name() {
    return "pixels";
  }

  @Override
  public ImageShape shape() {
    return PIXEL;
  }

  @Override
  public int classes() {
    return 1;
  }

  @Override
  public ClientData client(int id) {
    asked.add(id);
    return new Pixel(id);
  }

  @Override
  public Images reference(int count) {
    return Images.adopt(PIXEL, new float[count], new int[count]);
  }
}
