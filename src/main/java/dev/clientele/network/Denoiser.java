package dev.clientele.network;

import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.Kernels;
import dev.clientele.kernel.Step;
import java.util.Arrays;

/**
 * A network that predicts noise, laid out for a fixed batch. Not thread-safe; it belongs to the
 * thread that made its kernels.
 */
public final class Denoiser {
  /** No row of an embedding: the population, or no label. */
  public static final int NONE = -1;

  /** The memory that the caller fills. */
  record Inputs(Value sample, Value time, Value client, Value label) {
    static Inputs allocate(NetworkBuilder network, DenoiserSpec spec, boolean gradient) {
      return new Inputs(
          network.value(spec.height(), spec.width(), spec.channels(), gradient),
          network.value(1, 1, spec.timeFeatures().size(), false),
          spec.clients() == 0 ? null : network.value(1, 1, spec.clients(), false),
          spec.labels() == 0 ? null : network.value(1, 1, spec.labels(), false));
    }

    /** Adds the client's and the label's embeddings to the time's. */
    Value condition(NetworkBuilder network, DenoiserSpec spec, Value time) {
      Value e = time;
      if (client != null) {
        e = network.embedding("class_embedding", client, spec.clientWidth(), e);
      }
      if (label != null) {
        e = network.embedding("label_embedding", label, spec.embeddingWidth(), e);
      }
      return e;
    }
  }

  private final DenoiserSpec spec;
  private final int batch;
  private final Kernels kernels;
  private final Network network;
  private final Inputs inputs;
  private final Value output;
  private final Buffer target;
  private final Buffer errors;
  private final Step error;
  private final TimeTable timeTable;
  private final float[] features;
  private final float[] perImage;
  private final float[] clientChoice;
  private final float[] labelChoice;

  Denoiser(DenoiserSpec spec, NetworkBuilder builder, Inputs inputs, Value output) {
    this.spec = spec;
    this.batch = builder.batch;
    this.kernels = builder.kernels;
    this.inputs = inputs;
    this.output = output;
    this.network = builder.build(output);
    this.target = kernels.allocate(output.data.floats());
    this.errors = kernels.allocate(batch);
    float factor = 2f / output.data.floats();
    this.error = kernels.squaredError(batch, output.data, target, errors, factor, output.gradient);
    this.timeTable = new TimeTable(spec.timeFeatures());
    this.features = new float[batch * spec.timeFeatures().size()];
    this.perImage = new float[batch];
    this.clientChoice = new float[batch * spec.clients()];
    this.labelChoice = new float[batch * spec.labels()];
  }

  public DenoiserSpec spec() {
    return spec;
  }

  public int batch() {
    return batch;
  }

  public Network network() {
    return network;
  }

  /** Numbers of one image. */
  public int imageSize() {
    return spec.height() * spec.width() * spec.channels();
  }

  /** Sets the noisy images, {@code [batch, height, width, channels]}. */
  public void samples(float[] images) {
    kernels.write(images, 0, inputs.sample().data);
  }

  /** Sets each image's time step. */
  public void times(int[] times) {
    for (int i = 0; i < batch; i++) {
      timeTable.write(times[i], features, i * spec.timeFeatures().size());
    }
    kernels.write(features, 0, inputs.time().data);
  }

  /** Sets each image's row of the client embedding, or {@link #NONE}. */
  public void clients(int[] rows) {
    choose(inputs.client(), rows, clientChoice, "client");
  }

  /** Sets each image's row of the label embedding, or {@link #NONE}. */
  public void labels(int[] rows) {
    choose(inputs.label(), rows, labelChoice, "label");
  }

  private void choose(Value choice, int[] rows, float[] oneHot, String what) {
    if (choice == null) {
      throw new IllegalStateException("this network has no " + what + " embedding");
    }
    Arrays.fill(oneHot, 0);
    for (int i = 0; i < batch; i++) {
      if (rows[i] != NONE) {
        if (rows[i] < 0 || rows[i] >= choice.channels) {
          throw new IllegalArgumentException(
              "expected a " + what + " below " + choice.channels + " but was " + rows[i]);
        }
        oneHot[i * choice.channels + rows[i]] = 1;
      }
    }
    kernels.write(oneHot, 0, choice.data);
  }

  /** Predicts the noise into {@code to}, {@code [batch, height, width, channels]}. */
  public void predict(float[] to) {
    network.forward();
    kernels.read(output.data, to, 0);
  }

  /**
   * Predicts and compares with the true noise.
   *
   * @return each image's mean squared error; the array is reused by the next call
   */
  public float[] errors(float[] noise) {
    kernels.write(noise, 0, target);
    network.forward();
    error.run();
    kernels.read(errors, perImage, 0);
    for (int i = 0; i < batch; i++) {
      perImage[i] /= imageSize();
    }
    return perImage;
  }

  /** The mean of {@link #errors}, whose gradients are then in the trained parameters. */
  public double lossAndGradients(float[] noise) {
    float[] each = errors(noise);
    network.backward();
    double sum = 0;
    for (float e : each) {
      sum += e;
    }
    return sum / batch;
  }

  /** The gradient of the images, after {@link #lossAndGradients}. */
  public float[] sampleGradient() {
    float[] gradient = new float[batch * imageSize()];
    kernels.read(inputs.sample().gradient, gradient, 0);
    return gradient;
  }
}
