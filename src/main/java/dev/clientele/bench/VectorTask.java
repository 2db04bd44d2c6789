package dev.clientele.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clientele.data.Federation;
import dev.clientele.data.Images;
import dev.clientele.diffusion.Workspace;
import dev.clientele.kernel.DryKernels;
import dev.clientele.method.Evaluation;
import dev.clientele.method.Method;
import dev.clientele.network.MlpClassifierSpec;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Safetensors;
import dev.clientele.tensor.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Federated averaging of so small a classifier that what is measured is the cost of a visit itself.
 *
 * @param spec the network
 * @param clients how many
 * @param samples vectors a client
 * @param steps of a visit
 * @param batch vectors a step
 * @param rate plain gradient descent's
 */
public record VectorTask(
    MlpClassifierSpec spec, int clients, int samples, int steps, int batch, double rate) {
  private static final RandomKey KEY = RandomKey.of(1).child("bench").child("vectors");

  /** Every client's data. */
  public Federation federation() {
    return VectorFederation.of(clients, samples, spec.inputs(), spec.classes(), KEY.child("data"));
  }

  /** What clients and server do. */
  public Method method() {
    return training();
  }

  /** Measures nothing. */
  public Evaluation evaluation() {
    return new NoEvaluation();
  }

  private VectorTraining training() {
    return new VectorTraining(spec, steps, batch, rate);
  }

  /** Numbers of the network. */
  public int parameters() {
    return training().shared().size();
  }

  /** Floating-point operations of a visit. */
  public double operations() {
    try (DryKernels dry = new DryKernels()) {
      spec.prepare(dry, batch, true);
      return (double) steps * dry.operations();
    }
  }

  /**
   * Writes {@code weights.safetensors}, {@code batch.safetensors} with {@code vectors} and {@code
   * labels}, and {@code expected.json} with the {@code losses} before each of a visit's steps on
   * that batch, for another program to repeat.
   */
  public void export(Supplier<Workspace> workspaces, Path folder) throws IOException {
    Files.createDirectories(folder);
    VectorTraining training = training();
    Weights weights = training.start(KEY.child("weights")).shared();
    Images images =
        VectorFederation.of(1, batch, spec.inputs(), spec.classes(), KEY).client(0).train();
    float[] values = new float[batch * (spec.inputs() + 1)];
    int[] labels = new int[batch];
    for (int i = 0; i < batch; i++) {
      images.copyTo(i, values, i * spec.inputs());
      labels[i] = images.label(i);
      values[batch * spec.inputs() + i] = labels[i];
    }
    Layout layout =
        new Layout.Builder()
            .add("vectors", List.of(batch, spec.inputs()))
            .add("labels", List.of(batch))
            .build();
    Safetensors.write(folder.resolve("weights.safetensors"), weights, Map.of());
    Safetensors.write(folder.resolve("batch.safetensors"), Weights.adopt(layout, values), Map.of());
    ObjectMapper json = new ObjectMapper();
    var expected = json.createObjectNode().put("learningRate", rate);
    try (Workspace workspace = workspaces.get()) {
      var losses = expected.putArray("losses");
      for (double loss : training.losses(weights, values, labels, workspace)) {
        losses.add(loss);
      }
    }
    json.writeValue(folder.resolve("expected.json").toFile(), expected);
  }
}
