package dev.clientele.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import dev.clientele.config.ConfigPrinter;
import dev.clientele.config.LoadedConfig;
import dev.clientele.data.Images;
import dev.clientele.diffusion.StepDigest;
import dev.clientele.diffusion.Workspace;
import dev.clientele.kernel.cpu.Processor;
import dev.clientele.metric.FrechetDistance;
import dev.clientele.report.Manifest;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import dev.clientele.wire.NodeIdentity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * Finds out what a node has in common with others: computes a little of all that a run computes.
 */
final class NodeProbe {
  /** Keys that decide no result: where things are, and how much at once. */
  private static final List<String> PLACES =
      List.of(
          "name",
          "data.path",
          "data.cache",
          "clients.ids",
          "network.pretrained",
          "compute.workers",
          "compute.window",
          "compute.transfer",
          "compute.attempts",
          "checkpoint",
          "compute-dispatcher",
          "node");

  private static final int FEATURES = 24;

  private NodeProbe() {}

  /** This process's identity for a run; takes about as long as a training step. */
  static NodeIdentity identify(LoadedConfig loaded, Assembly assembly) {
    return new NodeIdentity(
        configuration(loaded), Processor.instructions(), libraries(), probe(assembly));
  }

  private static String configuration(LoadedConfig loaded) {
    // The values alone: nodes may read them from different files.
    Config all = ConfigFactory.parseString(ConfigPrinter.reloadable(loaded)).getConfig("clientele");
    for (String place : PLACES) {
      all = all.withoutPath(place);
    }
    MessageDigest digest = digest();
    digest.update(
        all.root().render(ConfigRenderOptions.concise()).getBytes(StandardCharsets.UTF_8));
    return hex(digest);
  }

  private static String libraries() {
    Manifest manifest = Manifest.of(0, "cpu", List.of(), Instant.EPOCH);
    return "clientele %s %s, Java %d, oneDNN %s, %s"
        .formatted(
            manifest.version(),
            manifest.commit(),
            Runtime.version().feature(),
            Processor.oneDnn(),
            manifest.libraries());
  }

  /** A training step, a metric's linear algebra, and one client's data. */
  private static String probe(Assembly assembly) {
    MessageDigest digest = digest();
    try (Workspace workspace = assembly.workspace()) {
      String step = StepDigest.of(workspace, assembly.clientNetwork());
      digest.update(step.getBytes(StandardCharsets.US_ASCII));
    }
    put(digest, FrechetDistance.of(features("x"), features("y")));
    Images images = assembly.federation().client(0).train();
    float[] image = new float[images.shape().size()];
    for (int i = 0; i < images.count(); i++) {
      images.copyTo(i, image, 0);
      for (float pixel : image) {
        put(digest, pixel);
      }
    }
    return hex(digest);
  }

  private static float[][] features(String name) {
    RandomStream random = RandomKey.of(1).child("features").child(name).stream();
    float[][] features = new float[2 * FEATURES][FEATURES];
    for (float[] row : features) {
      random.fillGaussian(row);
    }
    return features;
  }

  private static void put(MessageDigest digest, double value) {
    digest.update(ByteBuffer.allocate(Double.BYTES).putDouble(value).flip());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
