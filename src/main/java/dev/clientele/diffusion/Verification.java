package dev.clientele.diffusion;

import dev.clientele.kernel.Kernels;
import dev.clientele.network.Denoiser;
import dev.clientele.network.DiffusersFolder;
import dev.clientele.network.UNetSpec;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Safetensors;
import dev.clientele.tensor.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Compares a U-Net with vectors that the diffusers library computed: a model folder with a {@code
 * vectors.safetensors} that holds {@code sample}, {@code timestep}, {@code class_labels} (where
 * there are any), {@code target}, and what they give: {@code output}, {@code loss}, {@code
 * grad.sample}, {@code grad.PARAMETER}, and a DDIM trajectory {@code ddim.start}, {@code
 * ddim.timesteps}, {@code ddim.step0}.. Images are NCHW.
 */
public final class Verification {
  /** A gradient below this share of all gradients' norm is zero but for rounding. */
  private static final double ZERO = 1e-6;

  /** The share of all gradients' norm against which rounding is measured. */
  private static final double NOISE = 1e-3;

  private final Path vectorsFile;
  private final Weights vectors;
  private final UNetSpec spec;
  private final Weights weights;
  private final int batch;
  private final Map<String, Double> errors = new LinkedHashMap<>();

  private Verification(Path folder) throws IOException {
    vectorsFile = folder.resolve("vectors.safetensors");
    vectors = Safetensors.read(vectorsFile);
    List<Integer> shape = entry("sample").shape();
    if (shape.size() != 4) {
      throw wrong("sample", "[batch, channels, height, width]", shape);
    }
    batch = shape.getFirst();
    DiffusersFolder model = new DiffusersFolder(folder);
    spec = model.readSpec(shape.get(2), shape.get(3));
    if (spec.channels() != shape.get(1)) {
      throw wrong("sample", spec.channels() + " channels", shape.get(1));
    }
    weights = model.readWeights();
  }

  /**
   * Computes everything that the folder has vectors for.
   *
   * @return each vector's name with the norm of the difference over the norm of the vector
   */
  public static Map<String, Double> run(Path folder, Supplier<Kernels> device) throws IOException {
    Verification verification = new Verification(folder);
    try (Kernels kernels = device.get()) {
      verification.compare(kernels);
    }
    return verification.errors;
  }

  private Layout.Entry entry(String name) throws IOException {
    if (!vectors.layout().has(name)) {
      throw new IOException(vectorsFile + ": expected a tensor " + name + ", but there is none");
    }
    return vectors.layout().entry(name);
  }

  private void compare(Kernels kernels) throws IOException {
    Denoiser denoiser = spec.prepare(kernels, batch, name -> true, true);
    Layout layout = denoiser.network().layout();
    try {
      denoiser.network().load(weights.project(layout));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          vectorsFile.resolveSibling("config.json")
              + " and the weights do not fit: "
              + e.getMessage(),
          e);
    }
    denoiser.samples(pixels("sample"));
    denoiser.times(whole("timestep", batch, Integer.MAX_VALUE));
    int[] labels = labels();
    if (labels != null) {
      denoiser.clients(labels);
    }
    float[] output = new float[batch * denoiser.imageSize()];
    denoiser.predict(output);
    compare("output", pixels("output"), output);
    double loss = denoiser.lossAndGradients(pixels("target"));
    compare("loss", tensor("loss", 1), new float[] {(float) loss});
    compare("grad.sample", pixels("grad.sample"), denoiser.sampleGradient());
    Weights gradients = denoiser.network().gradients(layout);
    double all = gradientNorm(layout);
    for (Layout.Entry e : layout.entries()) {
      String name = "grad." + e.name();
      float[] expected = tensor(name, e.size());
      // A gradient that is zero by symmetry (an attention's key bias shifts all scores of a row
      // alike) is rounding noise on both sides, and is compared with the gradients' size as a
      // whole.
      boolean zero = norm(expected) < ZERO * all;
      compare(name, expected, gradients.tensor(e.name()), zero ? NOISE * all : 0);
    }
    trajectory(denoiser, labels);
  }

  /** The deterministic DDIM steps from the given start, linear schedule, no clipping. */
  private void trajectory(Denoiser denoiser, int[] labels) throws IOException {
    if (!vectors.layout().has("ddim.start")) {
      return;
    }
    NoiseSchedule schedule = NoiseSchedule.linear(1000);
    int[] times = whole("ddim.timesteps", entry("ddim.timesteps").size(), schedule.steps());
    Sampler sampler = new Sampler(schedule, times.length, 0, Sampler.Variance.SMALL, 0, false);
    float[] x = pixels("ddim.start");
    float[] noise = new float[x.length];
    int[] all = new int[batch];
    for (int i = 0; i < times.length; i++) {
      java.util.Arrays.fill(all, times[i]);
      denoiser.samples(x);
      denoiser.times(all);
      if (labels != null) {
        denoiser.clients(labels);
      }
      denoiser.predict(noise);
      sampler.step(x, noise, times[i], i + 1 < times.length ? times[i + 1] : -1, null);
      compare("ddim.step" + i, pixels("ddim.step" + i), x);
    }
  }

  /** The norm of all expected gradients together. */
  private double gradientNorm(Layout layout) throws IOException {
    double squares = 0;
    for (Layout.Entry e : layout.entries()) {
      double norm = norm(tensor("grad." + e.name(), e.size()));
      squares += norm * norm;
    }
    return Math.sqrt(squares);
  }

  private static double norm(float[] values) {
    double squares = 0;
    for (float v : values) {
      squares += (double) v * v;
    }
    return Math.sqrt(squares);
  }

  private void compare(String name, float[] expected, float[] actual) {
    compare(name, expected, actual, Double.MIN_NORMAL);
  }

  private void compare(String name, float[] expected, float[] actual, double smallestNorm) {
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      double d = (double) actual[i] - expected[i];
      difference += d * d;
    }
    errors.put(name, Math.sqrt(difference) / Math.max(norm(expected), smallestNorm));
  }

  /** A tensor of as many numbers as it must have here. */
  private float[] tensor(String name, int size) throws IOException {
    float[] values = vectors.tensor(entry(name).name());
    if (values.length != size) {
      throw wrong(name, size + " numbers", values.length);
    }
    return values;
  }

  /** Whole numbers of 0 to below {@code bound}. */
  private int[] whole(String name, int size, int bound) throws IOException {
    float[] values = tensor(name, size);
    int[] result = new int[size];
    for (int i = 0; i < size; i++) {
      result[i] = (int) values[i];
      if (result[i] != values[i] || result[i] < 0 || result[i] >= bound) {
        throw wrong(name, "whole numbers of 0 to below " + bound, values[i]);
      }
    }
    return result;
  }

  /** Each image's row of the class embedding; null where the network has none. */
  private int[] labels() throws IOException {
    if (spec.clients() > 0) {
      return whole("class_labels", batch, spec.clients());
    }
    if (vectors.layout().has("class_labels")) {
      throw wrong("class_labels", "none without num_class_embeds", "some");
    }
    return null;
  }

  private IOException wrong(String name, String expected, Object was) {
    return new IOException(
        vectorsFile + ": " + name + ": expected " + expected + " but was " + was);
  }

  /** Images from NCHW to NHWC. */
  private float[] pixels(String name) throws IOException {
    int plane = spec.height() * spec.width();
    int channels = spec.channels();
    float[] nchw = tensor(name, batch * channels * plane);
    float[] nhwc = new float[nchw.length];
    for (int n = 0; n < batch; n++) {
      for (int c = 0; c < channels; c++) {
        for (int p = 0; p < plane; p++) {
          nhwc[(n * plane + p) * channels + c] = nchw[(n * channels + c) * plane + p];
        }
      }
    }
    return nhwc;
  }
}
