package dev.clientele.bench;

import dev.clientele.data.ClientData;
import dev.clientele.data.Federation;
import dev.clientele.data.ImageShape;
import dev.clientele.data.Images;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Clients with a few vectors each, of classes whose means are Gaussian and whose spread is, too;
 * all in memory. What is measured with it is everything but the data and the arithmetic.
 *
 * @param classes how many classes
 * @param all every client's data
 */
record VectorFederation(int classes, List<Vectors> all) implements Federation {
  private static final double SPREAD = 0.5;

  record Vectors(int id, Images train) implements ClientData {
    @Override
    public Images heldOut() {
      return train;
    }

    @Override
    public String description() {
      return "vectors";
    }
  }

  static VectorFederation of(int clients, int samples, int inputs, int classes, RandomKey key) {
    float[] means = new float[classes * inputs];
    key.child("means").stream().fillGaussian(means);
    List<Vectors> all = new ArrayList<>();
    for (int id = 0; id < clients; id++) {
      RandomStream random = key.child("client").child(id).stream();
      all.add(new Vectors(id, draw(samples, inputs, classes, means, random)));
    }
    return new VectorFederation(classes, List.copyOf(all));
  }

  private static Images draw(
      int samples, int inputs, int classes, float[] means, RandomStream random) {
    float[] values = new float[samples * inputs];
    int[] labels = new int[samples];
    for (int i = 0; i < samples; i++) {
      labels[i] = random.nextInt(classes);
      for (int j = 0; j < inputs; j++) {
        values[i * inputs + j] =
            (float) (means[labels[i] * inputs + j] + SPREAD * random.nextGaussian());
      }
    }
    return Images.adopt(new ImageShape(1, 1, inputs), values, labels);
  }

  @Override
  public String name() {
    return "vectors";
  }

  @Override
  public ImageShape shape() {
    return all.getFirst().train().shape();
  }

  @Override
  public int registered() {
    return all.size();
  }

  @Override
  public int unseen() {
    return 0;
  }

  @Override
  public ClientData client(int id) {
    return all.get(id);
  }

  @Override
  public Images reference(int count) {
    return all.getFirst().train();
  }
}
