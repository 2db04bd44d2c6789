package dev.clientele.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.clientele.data.Federation;
import dev.clientele.data.Images;
import dev.clientele.diffusion.Workspace;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.network.UNetSpec;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SampleDrawingTest {
  private static final RandomKey KEY = RandomKey.of(17);
  private static final UNetSpec SPEC = Small.spec(10).withClients(1);

  private final Federation federation = Small.federation();
  private final Workspace workspace = Small.workspace();
  private final SampleDrawing drawing = new SampleDrawing(SPEC, federation, Small.sampler());
  private final Weights weights = Small.random(SPEC, KEY);

  @AfterEach
  void close() {
    workspace.close();
  }

  private Images draw(Weights model, Images like, int count) {
    return drawing.draw(model, like, count, KEY, workspace);
  }

  private static float[] pixels(Images images, int i) {
    float[] pixels = new float[images.shape().size()];
    images.copyTo(i, pixels, 0);
    return pixels;
  }

  /** More than a batch, and not a multiple of it. */
  @Test
  void anImageDoesNotDependOnHowManyThereAre() {
    Images many = draw(weights, null, 40);
    Images few = draw(weights, null, 35);
    assertEquals(40, many.count());
    for (int i = 0; i < 35; i++) {
      assertArrayEquals(pixels(few, i), pixels(many, i));
    }
    assertFalse(Arrays.equals(pixels(many, 0), pixels(many, 32)));
  }

  @Test
  void labelsAreTakenInTurn() {
    Images plain = draw(weights, null, 12);
    for (int i = 0; i < 12; i++) {
      assertEquals(i % 10, plain.label(i));
    }
    Images like = federation.client(0).heldOut().first(5);
    Images drawn = draw(weights, like, 12);
    for (int i = 0; i < 12; i++) {
      assertEquals(like.label(i % 5), drawn.label(i));
      boolean sameLabel = drawn.label(i) == plain.label(i);
      assertEquals(sameLabel, Arrays.equals(pixels(drawn, i), pixels(plain, i)));
    }
  }

  /** SPIRE's population is its backbone with an embedding of zeros. */
  @Test
  void zerosInTheEmbeddingAreNoEmbedding() {
    Weights shared = weights.filter(name -> !name.equals(DenoiserSpec.CLIENT_EMBEDDING));
    Weights personal = weights.filter(DenoiserSpec.CLIENT_EMBEDDING::equals);
    Images own = draw(weights, null, 3);
    Images population = draw(shared.and(Weights.zeros(personal.layout())), null, 3);
    assertFalse(Arrays.equals(pixels(own, 0), pixels(population, 0)));
    SampleDrawing without = new SampleDrawing(Small.spec(10), federation, Small.sampler());
    float[] same = pixels(without.draw(shared, null, 3, KEY, workspace), 2);
    assertArrayEquals(pixels(population, 2), same, 1e-5f);
  }
}
