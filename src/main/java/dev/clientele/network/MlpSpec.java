package dev.clientele.network;

import dev.clientele.kernel.Kernels;
import java.util.List;
import java.util.function.Predicate;

/**
 * A small dense denoiser for data without neighbourhoods: hidden layers {@code h = silu(W h + b + P
 * silu(e))}, where e embeds time, client and label as the U-Net's does, and a linear output layer.
 *
 * @param hidden widths of the hidden layers
 * @param timeSize how many time features; the embedding has four times as many numbers
 * @param clients rows of the client embedding
 * @param labels rows of the label embedding
 * @param clientWidth numbers of a client's embedding
 */
public record MlpSpec(
    int height,
    int width,
    int channels,
    List<Integer> hidden,
    int timeSize,
    int clients,
    int labels,
    int clientWidth)
    implements DenoiserSpec {

  /** Rejects an empty network. */
  public MlpSpec {
    hidden = List.copyOf(hidden);
    if (hidden.isEmpty()) {
      throw new IllegalArgumentException("expected at least one hidden layer but was none");
    }
    if (clientWidth < 1 || clientWidth > 4 * timeSize) {
      throw new IllegalArgumentException(
          "expected 1 to "
              + 4 * timeSize
              + " numbers of a client's embedding but was "
              + clientWidth);
    }
  }

  /** A network whose client embedding is as wide as the time embedding. */
  public MlpSpec(
      int height,
      int width,
      int channels,
      List<Integer> hidden,
      int timeSize,
      int clients,
      int labels) {
    this(height, width, channels, hidden, timeSize, clients, labels, 4 * timeSize);
  }

  @Override
  public int embeddingWidth() {
    return 4 * timeSize;
  }

  @Override
  public TimeFeatures timeFeatures() {
    return new TimeFeatures(timeSize, true, 0);
  }

  @Override
  public MlpSpec withClients(int rows) {
    return new MlpSpec(height, width, channels, hidden, timeSize, rows, labels, clientWidth);
  }

  @Override
  public MlpSpec withClientWidth(int numbers) {
    return new MlpSpec(height, width, channels, hidden, timeSize, clients, labels, numbers);
  }

  @Override
  public Denoiser prepare(
      Kernels kernels, int batch, Predicate<String> trained, boolean inputGradient) {
    return lay(new NetworkBuilder(kernels, batch, trained, null, true), inputGradient);
  }

  /** Lays the network out with what the builder puts beside its layers. */
  Denoiser lay(NetworkBuilder network, boolean inputGradient) {
    Denoiser.Inputs inputs = Denoiser.Inputs.allocate(network, this, inputGradient);
    int size = embeddingWidth();
    Dense first = network.denseParameters("time_embedding.linear_1", size, timeSize);
    Dense second = network.denseParameters("time_embedding.linear_2", size, size);
    Value e = network.dense(second, network.silu(network.dense(first, inputs.time(), null)), null);
    e = network.silu(inputs.condition(network, this, e));
    Value h = network.flatten(inputs.sample());
    for (int i = 0; i < hidden.size(); i++) {
      Dense layer = network.denseParameters("layers." + i + ".linear", hidden.get(i), h.channels);
      Dense time = network.denseParameters("layers." + i + ".time_emb_proj", hidden.get(i), size);
      h = network.silu(network.dense(layer, h, network.dense(time, e, null)));
    }
    int numbers = height * width * channels;
    Dense out = network.denseParameters("output", numbers, h.channels);
    return new Denoiser(this, network, inputs, network.dense(out, h, null));
  }
}
