package dev.clientele.metric;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.clientele.data.Images;
import dev.clientele.diffusion.Workspace;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Features from a network in an ONNX file, run by ONNX Runtime on the calling thread alone. With
 * the Inception network that a data set's published figures come from, the distances are the
 * standard ones. Holds native memory until it is closed; until then it may be used from many
 * threads.
 */
public final class OnnxFeatures implements FeatureExtractor, AutoCloseable {
  /** Images that are run at once where the file leaves it open. */
  private static final int BATCH = 8;

  private final Path file;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final ModelInput prepared;
  private final String input;
  private final String output;
  private final int batch;

  private OnnxFeatures(
      Path file, OrtEnvironment environment, OrtSession session, ModelInput prepared, String output)
      throws OrtException {
    this.file = file;
    this.environment = environment;
    this.session = session;
    this.prepared = prepared;
    this.input = input();
    this.output = output(output);
    long[] shape = tensor(session.getInputInfo().get(input)).getShape();
    this.batch = shape[0] > 0 ? Math.toIntExact(shape[0]) : BATCH;
    run(new float[batch * prepared.numbers()]);
  }

  /**
   * Loads a network and runs it once, so that one that does not fit is found out at once.
   *
   * @param file has one input of colour images, {@code [N, 3, size, size]}
   * @param size height and width to which images are resized
   * @param output the output with the features, {@code [N, d]} or {@code [N, d, 1, 1]}; empty where
   *     the network has one output
   */
  public static OnnxFeatures load(Path file, int size, Normalisation normalisation, String output) {
    if (!Files.isRegularFile(file)) {
      throw new FeatureException(file + ": expected an ONNX file but there is none");
    }
    try {
      OrtEnvironment environment = OnnxRuntime.environment();
      OrtSession session = open(environment, file);
      try {
        return new OnnxFeatures(
            file, environment, session, new ModelInput(size, normalisation), output);
      } catch (OrtException | RuntimeException e) {
        session.close();
        throw e;
      }
    } catch (OrtException e) {
      throw unusable(file, e);
    }
  }

  private static OrtSession open(OrtEnvironment environment, Path file) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
      options.setDeterministicCompute(true);
      return environment.createSession(file.toString(), options);
    }
  }

  private static FeatureException unusable(Path file, OrtException e) {
    return new FeatureException(
        file + ": expected an ONNX network that can be run but " + e.getMessage(), e);
  }

  private String input() throws OrtException {
    Map<String, NodeInfo> inputs = session.getInputInfo();
    if (inputs.size() != 1) {
      throw new FeatureException(file + ": expected one input but was " + inputs.keySet());
    }
    Map.Entry<String, NodeInfo> only = inputs.entrySet().iterator().next();
    long[] expected = {-1, ModelInput.CHANNELS, prepared.size(), prepared.size()};
    long[] shape = tensor(only.getValue()).getShape();
    boolean fits =
        shape.length == expected.length
            && IntStream.range(1, expected.length)
                .allMatch(i -> shape[i] < 0 || shape[i] == expected[i]);
    if (!fits) {
      throw new FeatureException(
          file
              + ": expected an input of shape "
              + Arrays.toString(expected)
              + " (-1: any) but "
              + only.getKey()
              + " was "
              + Arrays.toString(shape));
    }
    return only.getKey();
  }

  private String output(String wanted) throws OrtException {
    Map<String, NodeInfo> outputs = session.getOutputInfo();
    if (wanted.isEmpty() && outputs.size() > 1) {
      throw new FeatureException(
          file + ": expected the name of an output, as there are several: " + outputs.keySet());
    }
    String name = wanted.isEmpty() ? outputs.keySet().iterator().next() : wanted;
    if (!outputs.containsKey(name)) {
      throw new FeatureException(
          file + ": expected an output named " + name + " but was " + outputs.keySet());
    }
    tensor(outputs.get(name));
    return name;
  }

  private TensorInfo tensor(NodeInfo node) {
    if (node.getInfo() instanceof TensorInfo tensor && tensor.type == OnnxJavaType.FLOAT) {
      return tensor;
    }
    throw new FeatureException(
        file
            + ": expected "
            + node.getName()
            + " to be single precision but was "
            + node.getInfo());
  }

  @Override
  public String suffix() {
    return "";
  }

  @Override
  public float[][] of(Images images, Workspace workspace) {
    float[][] rows = new float[images.count()][];
    float[] values = new float[batch * prepared.numbers()];
    for (int from = 0; from < rows.length; from += batch) {
      int n = Math.min(batch, rows.length - from);
      for (int i = 0; i < n; i++) {
        prepared.write(images, from + i, values, i * prepared.numbers());
      }
      float[] features;
      try {
        features = run(values);
      } catch (OrtException e) {
        throw unusable(file, e);
      }
      int d = features.length / batch;
      for (int i = 0; i < n; i++) {
        rows[from + i] = Arrays.copyOfRange(features, i * d, (i + 1) * d);
      }
    }
    return rows;
  }

  /** A whole batch's features, image after image. */
  private float[] run(float[] values) throws OrtException {
    long[] shape = {batch, ModelInput.CHANNELS, prepared.size(), prepared.size()};
    try (OnnxTensor images = OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
        OrtSession.Result result = session.run(Map.of(input, images), Set.of(output))) {
      OnnxTensor features = (OnnxTensor) result.get(0);
      long[] got = features.getInfo().getShape();
      boolean fits = got.length >= 2 && got[0] == batch && got[1] > 0;
      for (int i = 2; i < got.length; i++) {
        fits &= got[i] == 1;
      }
      if (!fits) {
        throw new FeatureException(
            file
                + ": expected a row of features for each of "
                + batch
                + " images but "
                + output
                + " was "
                + Arrays.toString(got));
      }
      float[] numbers = new float[Math.toIntExact(batch * got[1])];
      features.getFloatBuffer().get(numbers);
      return numbers;
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw unusable(file, e);
    }
  }
}
