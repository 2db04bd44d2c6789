package dev.clientele.method.classification;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.data.Images;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Weights;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SyntheticTest {
  private static float[] pixels(Images images, int i) {
    float[] pixels = new float[images.shape().size()];
    images.copyTo(i, pixels, 0);
    return pixels;
  }

  @Test
  void imagesAndAdaptersComeBack() {
    Images first = Tiny.federation().client(0).train().first(3);
    Images second = Tiny.federation().client(1).train().first(5);
    Layout layout = new Layout.Builder().add("conv_in.lora_A.weight", List.of(2, 3)).build();
    Weights adapters = Weights.adopt(layout, new float[] {1, 2, 3, 4, 5, 6});
    Synthetic kept =
        new Synthetic(
            Synthetic.of(12, first)
                .and(Synthetic.of(2, second))
                .and(Synthetic.adapters(12, adapters)));
    assertEquals(List.of(2, 12), List.copyOf(kept.clients()));
    assertEquals(first.shape(), kept.images(12).shape());
    for (int i = 0; i < 3; i++) {
      assertEquals(first.label(i), kept.images(12).label(i));
      assertArrayEquals(pixels(first, i), pixels(kept.images(12), i));
    }
    assertEquals(8, kept.all().count());
    assertArrayEquals(pixels(second, 0), pixels(kept.all(), 0));
    assertEquals(adapters, kept.adapters(12));
    assertEquals(0, kept.adapters(2).size());
  }

  @Test
  void nothingIsKeptBeforeTheWarmStart() {
    Weights nothing = Weights.zeros(new Layout.Builder().build());
    assertEquals(Set.of(), new Synthetic(nothing).clients());
    assertTrue(new Synthetic(nothing).adapters(0).layout().entries().isEmpty());
  }
}
