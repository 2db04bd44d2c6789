package dev.clientele.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clientele.diffusion.NoiseSchedule;
import dev.clientele.diffusion.Trainer;
import dev.clientele.diffusion.Workspace;
import dev.clientele.network.Denoiser;
import dev.clientele.network.DiffusersFolder;
import dev.clientele.network.UNetSpec;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomStream;
import dev.clientele.tensor.Safetensors;
import dev.clientele.tensor.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Writes what another program needs to repeat a training step, and what comes out of it here: a
 * diffusers model folder, {@code batch.safetensors} with {@code sample}, {@code timestep}, {@code
 * class_labels} and {@code target} (images NCHW), and {@code expected.json} with the {@code losses}
 * before each of a few steps on that batch and the first step's {@code gradientNorm}.
 */
public final class StepExport {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final int STEPS = 4;

  private final StepTask task;
  private final UNetSpec spec;
  private final NoiseSchedule schedule = NoiseSchedule.linear(1000);
  private final int[] times;
  private final int[] clients;
  private final float[] noise;
  private final float[] noisy;

  private StepExport(StepTask task) {
    this.task = task;
    if (!(task.spec() instanceof UNetSpec unet)) {
      throw new IllegalArgumentException("expected a U-Net to export but was " + task.spec());
    }
    this.spec = unet;
    float[] images = task.images();
    times = new int[task.batch()];
    clients = new int[task.batch()];
    noise = new float[images.length];
    noisy = new float[images.length];
    RandomStream random = task.key("export").stream();
    random.fillGaussian(noise);
    int size = images.length / task.batch();
    for (int i = 0; i < task.batch(); i++) {
      times[i] = random.nextInt(schedule.steps());
      clients[i] = random.nextInt(spec.clients());
      schedule.noise(times[i], images, noise, noisy, i * size, size);
    }
  }

  /** Writes the folder, which is made where it is missing. */
  public static void write(StepTask task, Supplier<Workspace> workspaces, Path folder)
      throws IOException {
    StepExport export = new StepExport(task);
    new DiffusersFolder(folder).write(export.spec, task.weights());
    Safetensors.write(folder.resolve("batch.safetensors"), export.batch(), Map.of());
    try (Workspace workspace = workspaces.get()) {
      JSON.writeValue(folder.resolve("expected.json").toFile(), export.expected(workspace));
    }
  }

  private ObjectNode expected(Workspace workspace) {
    Trainer trainer = workspace.trainer(spec, task.batch(), task.trained(), true);
    Denoiser denoiser = trainer.denoiser();
    denoiser.network().load(task.weights());
    trainer.begin(tensor -> StepTask.LEARNING_RATE);
    denoiser.samples(noisy);
    denoiser.times(times);
    denoiser.clients(clients);
    ObjectNode expected = JSON.createObjectNode();
    expected.put("parameters", task.parameters());
    expected
        .putArray("trained")
        .addAll(trained().stream().map(JSON.getNodeFactory()::textNode).toList());
    expected.put("learningRate", StepTask.LEARNING_RATE);
    ArrayNode losses = expected.putArray("losses");
    for (int i = 0; i < STEPS; i++) {
      losses.add(denoiser.lossAndGradients(noise));
      if (i == 0) {
        Layout wanted = spec.layout().filter(task.trained());
        expected.put("gradientNorm", denoiser.network().gradients(wanted).norm());
      }
      trainer.optimizer().step();
    }
    return expected;
  }

  private List<String> trained() {
    return spec.layout().filter(task.trained()).entries().stream().map(Layout.Entry::name).toList();
  }

  private Weights batch() {
    List<Integer> images = List.of(task.batch(), spec.channels(), spec.height(), spec.width());
    Layout.Builder layout = new Layout.Builder().add("sample", images).add("target", images);
    layout.add("timestep", List.of(task.batch())).add("class_labels", List.of(task.batch()));
    float[] values = new float[2 * noisy.length + 2 * task.batch()];
    Planes.of(spec, noisy, values, 0);
    Planes.of(spec, noise, values, noisy.length);
    for (int i = 0; i < task.batch(); i++) {
      values[2 * noisy.length + i] = times[i];
      values[2 * noisy.length + task.batch() + i] = clients[i];
    }
    return Weights.adopt(layout.build(), values);
  }
}
