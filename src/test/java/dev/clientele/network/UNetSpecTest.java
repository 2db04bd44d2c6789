package dev.clientele.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.clientele.tensor.Layout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UNetSpecTest {
  /** The library's own parameters: no name or shape more or less. */
  @ParameterizedTest
  @ValueSource(strings = {"unet2d-clients", "unet2d-ddpm-style"})
  void tensorsAreTheLibrarys(String name) throws IOException {
    DiffusersFolder model = new DiffusersFolder(Path.of("src/test/resources/golden", name));
    Map<String, List<Integer>> shapes = shapes(model.readWeights().layout());
    assertEquals(shapes, shapes(model.readSpec().layout()));
  }

  private static Map<String, List<Integer>> shapes(Layout layout) {
    Map<String, List<Integer>> shapes = new HashMap<>();
    layout.entries().forEach(e -> shapes.put(e.name(), e.shape()));
    return shapes;
  }

  /** DDPM's network for CIFAR-10 (Ho et al. 2020, appendix B): 35.7 million parameters. */
  @Test
  void ddpmsSize() {
    UNetSpec spec = UNetSpec.of(32, 32, 3, List.of(128, 256, 256, 256), 2, List.of(1), 0, 32, 0);
    assertEquals(35_746_307, spec.layout().size());
    assertEquals(512, spec.embeddingWidth());
  }

  @Test
  void clientsAreRowsOfOneTensor() {
    UNetSpec spec = Examples.conditioned().withClients(7);
    assertEquals(List.of(7, 32), spec.layout().entry(DenoiserSpec.CLIENT_EMBEDDING).shape());
    assertEquals(List.of(4, 32), spec.layout().entry(DenoiserSpec.LABEL_EMBEDDING).shape());
    assertEquals(7 * 32, spec.layout().size() - spec.withClients(0).layout().size());
    assertEquals(Examples.conditioned(), spec.withClients(3));
  }

  @ParameterizedTest
  @CsvSource({
    "15, 16, 16, 1, 8, 0, divisible by 2 for 2 levels but was 15 x 16",
    "16, 15, 16, 1, 8, 0, divisible by 2 for 2 levels but was 16 x 15",
    "16, 16, 12, 1, 8, 0, widths divisible by 8 groups but was 12",
    "16, 16, 16, 0, 8, 0, at least one block a level but was 0",
    "16, 16, 16, 1, 0, 0, at least one group but was 0",
    "16, 16, 16, 1, 8, 5, widths divisible by 5 channels a head but was 16",
    "0, 16, 16, 1, 8, 0, an image of positive size but was 0 x 16 x 1"
  })
  void whatCannotBeBuiltIsRefused(
      int height, int width, int channels, int blocks, int groups, int head, String message) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                UNetSpec.of(
                    height, width, 1, List.of(16, channels), blocks, List.of(1), head, groups, 0));
    assertEquals(true, e.getMessage().endsWith(message), e.getMessage());
  }
}
