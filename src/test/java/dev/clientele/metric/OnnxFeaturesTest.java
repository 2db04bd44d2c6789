package dev.clientele.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clientele.GoldenJson;
import dev.clientele.data.ImageShape;
import dev.clientele.data.Images;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against NumPy: src/test/python/onnx_golden.py, which writes the networks, too. */
class OnnxFeaturesTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden");
  private static final Path MODEL = FOLDER.resolve("features.onnx");

  private static Images images(JsonNode c) {
    JsonNode s = c.get("shape");
    ImageShape shape =
        new ImageShape(s.get(0).intValue(), s.get(1).intValue(), s.get(2).intValue());
    double[] numbers = GoldenJson.numbers(c.get("pixels"));
    float[] pixels = new float[numbers.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) numbers[i];
    }
    return Images.adopt(shape, pixels, new int[pixels.length / shape.size()]);
  }

  /** Three images: with the fixed batch of 2, the second batch is half empty. */
  @Test
  void matchesNumpyForEverySizeAndNormalisation() {
    for (JsonNode c : GoldenJson.read("onnx.json").get("cases")) {
      Normalisation how = Normalisation.valueOf(c.get("normalisation").textValue());
      float[][] expected = GoldenJson.rows(c.get("features"));
      double scale = how == Normalisation.BYTE ? 255 : 1;
      for (String file : new String[] {"features.onnx", "fixed.onnx"}) {
        try (OnnxFeatures features = OnnxFeatures.load(FOLDER.resolve(file), 8, how, "features")) {
          float[][] rows = features.of(images(c), null);
          assertEquals(expected.length, rows.length);
          for (int i = 0; i < rows.length; i++) {
            assertArrayEquals(expected[i], rows[i], (float) (1e-5 * scale), file + " " + how);
          }
          assertEquals("", features.suffix());
        }
      }
    }
  }

  @Test
  void aMissingOrDamagedFileIsNamed(@TempDir Path folder) throws IOException {
    assertComplains(folder.resolve("none.onnx"), 8, "", "expected an ONNX file but there is none");
    Path damaged = folder.resolve("damaged.onnx");
    Files.write(damaged, new byte[] {1, 2, 3});
    assertComplains(damaged, 8, "", "expected an ONNX network that can be run");
    byte[] whole = Files.readAllBytes(MODEL);
    Files.write(damaged, Arrays.copyOf(whole, whole.length / 2));
    assertComplains(damaged, 8, "features", "expected an ONNX network that can be run");
  }

  @Test
  void anUnsuitableNetworkIsRefusedAtOnce() {
    assertComplains(MODEL, 299, "features", "[-1, 3, 299, 299]");
    assertComplains(
        MODEL, 8, "pool3", "expected an output named pool3 but was [features, patches]");
    assertComplains(MODEL, 8, "", "expected the name of an output");
    assertComplains(MODEL, 8, "patches", "but patches was [8, 3, 2, 2]");
  }

  private static void assertComplains(Path file, int size, String output, String part) {
    FeatureException e =
        assertThrows(
            FeatureException.class,
            () -> OnnxFeatures.load(file, size, Normalisation.UNIT, output));
    assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}
