package dev.clientele.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clientele.diffusion.Workspace;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.network.DiffusersFolder;
import dev.clientele.network.UNetSpec;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import dev.clientele.tensor.Safetensors;
import dev.clientele.tensor.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Writes what another program needs to draw the same images: a diffusers model folder, {@code
 * batch.safetensors} with {@code noise}, {@code class_labels} and the {@code images} that come out
 * (NCHW), and {@code expected.json} with the {@code timesteps} that DDIM visits.
 */
public final class SamplingExport {
  private SamplingExport() {}

  /** Writes the folder, which is made where it is missing. */
  public static void write(SamplingTask task, Supplier<Workspace> workspaces, Path folder)
      throws IOException {
    if (!(task.step().spec() instanceof UNetSpec unet)) {
      throw new IllegalArgumentException(
          "expected a U-Net to export but was " + task.step().spec());
    }
    new DiffusersFolder(folder).write(unet, task.step().weights());
    try (Workspace workspace = workspaces.get()) {
      float[] images = task.draw(task.denoiser(workspace), 0);
      Weights batch = batch(task, unet, images);
      Safetensors.write(folder.resolve("batch.safetensors"), batch, Map.of());
    }
    ObjectMapper json = new ObjectMapper();
    var expected = json.createObjectNode().put("parameters", task.parameters());
    var times = expected.putArray("timesteps");
    for (int time : task.sampler().times()) {
      times.add(time);
    }
    json.writeValue(folder.resolve("expected.json").toFile(), expected);
  }

  private static Weights batch(SamplingTask task, DenoiserSpec spec, float[] images) {
    int n = task.batch();
    List<Integer> shape = List.of(n, spec.channels(), spec.height(), spec.width());
    Layout.Builder layout = new Layout.Builder().add("noise", shape).add("images", shape);
    layout.add("class_labels", List.of(n));
    float[] values = new float[2 * images.length + n];
    Planes.of(spec, noise(task, images.length), values, 0);
    Planes.of(spec, images, values, images.length);
    int[] clients = task.clients();
    for (int i = 0; i < n; i++) {
      values[2 * images.length + i] = clients[i];
    }
    return Weights.adopt(layout.build(), values);
  }

  /** What the sampler begins with: each image's from a stream of its own. */
  private static float[] noise(SamplingTask task, int length) {
    RandomKey key = task.key(0);
    float[] noise = new float[length];
    int size = length / task.batch();
    for (int i = 0; i < task.batch(); i++) {
      RandomStream random = key.child(i).stream();
      for (int j = 0; j < size; j++) {
        noise[i * size + j] = (float) random.nextGaussian();
      }
    }
    return noise;
  }
}
