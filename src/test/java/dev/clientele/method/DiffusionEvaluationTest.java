package dev.clientele.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.data.ClientData;
import dev.clientele.data.Federation;
import dev.clientele.data.Images;
import dev.clientele.diffusion.Workspace;
import dev.clientele.method.Evaluation.Depth;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.network.UNetSpec;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiffusionEvaluationTest {
  private static final RandomKey KEY = RandomKey.of(31);
  private static final UNetSpec SPEC = Small.spec(0).withClients(1);

  private final Federation federation = Small.federation();
  private final ClientData data = federation.client(1);
  private final Workspace workspace = Small.workspace();
  private final Weights all = Small.random(SPEC, KEY);
  private final Weights shared = all.filter(name -> !name.equals(DenoiserSpec.CLIENT_EMBEDDING));
  private final Weights personal = all.filter(DenoiserSpec.CLIENT_EMBEDDING::equals);
  private final Weights population = shared.and(Weights.zeros(personal.layout()));

  @AfterEach
  void close() {
    workspace.close();
  }

  private DiffusionEvaluation evaluation(DenoiserSpec spec, int kidSamples, int columns) {
    return new DiffusionEvaluation(
        spec, federation, Small.sampler(), Small.evaluation(kidSamples, columns), KEY);
  }

  private Score loss(DiffusionEvaluation evaluation, Weights own, RandomKey key) {
    return evaluation.score(shared.and(own), population, data, null, Depth.LOSS, key, workspace);
  }

  @Test
  void bothLossesAreTakenAtTheSameNoise() {
    DiffusionEvaluation evaluation = evaluation(SPEC, 0, 1);
    Score without = loss(evaluation, Weights.zeros(personal.layout()), KEY);
    assertEquals(without.figure(Score.LOSS).population(), without.figure(Score.LOSS).own());
    Score with = loss(evaluation, personal, KEY);
    assertNotEquals(with.figure(Score.LOSS).population(), with.figure(Score.LOSS).own());
    assertEquals(without.figure(Score.LOSS).population(), with.figure(Score.LOSS).population());
    assertEquals(1, with.client());
  }

  @Test
  void aLossAloneMeasuresNoSamples() {
    Score score = loss(evaluation(SPEC, 8, 1), personal, KEY);
    assertTrue(
        Double.isNaN(score.figure(DiffusionEvaluation.KID).own())
            && Double.isNaN(score.figure(DiffusionEvaluation.KID).population()));
    assertNull(score.samples());
  }

  /** A network that predicts nothing errs by the noise itself, whose mean square is 1. */
  @Test
  void theLossIsAMeanOverAllImagesAndDraws() {
    Weights zero = Weights.zeros(all.layout());
    Score score = evaluation(SPEC, 0, 1).score(zero, zero, data, null, Depth.LOSS, KEY, workspace);
    // 20 images of 64 numbers at 4 steps: a deviation of sqrt(2 / 5120) = 0.02.
    assertEquals(1, score.figure(Score.LOSS).own(), 0.1);
  }

  @Test
  void scoresAreAFunctionOfTheirArguments() {
    DiffusionEvaluation evaluation = evaluation(SPEC, 0, 1);
    Score score = loss(evaluation, personal, KEY);
    assertNotEquals(score, loss(evaluation, personal, KEY.child(1)));
    loss(evaluation, Small.random(personal.layout(), KEY.child(2)), KEY);
    assertEquals(score, loss(evaluation, personal, KEY));
    try (Workspace another = Small.workspace()) {
      Score same =
          evaluation(SPEC, 0, 1).score(all, population, data, null, Depth.LOSS, KEY, another);
      assertEquals(score, same);
    }
  }

  @Test
  void withoutPrivateTensorsTheModelIsThePopulations() {
    UNetSpec spec = Small.spec(0);
    Score score =
        evaluation(spec, 0, 1).score(shared, shared, data, null, Depth.LOSS, KEY, workspace);
    assertEquals(score.figure(Score.LOSS).population(), score.figure(Score.LOSS).own());
    double expected = loss(evaluation(SPEC, 0, 1), personal, KEY).figure(Score.LOSS).population();
    assertEquals(expected, score.figure(Score.LOSS).own(), 1e-5 * expected);
  }

  @Test
  void aFullMeasurementComparesSamples() {
    DiffusionEvaluation evaluation = evaluation(SPEC, 8, 3);
    Population samples = evaluation.population(population, KEY.child("population"), workspace);
    assertEquals(8, samples.samples().count());
    assertEquals(8, samples.features().length);
    Score score = evaluation.score(all, population, data, samples, Depth.FULL, KEY, workspace);
    assertEquals(8, score.samples().count());
    assertTrue(
        Double.isFinite(score.figure(DiffusionEvaluation.KID).own())
            && Double.isFinite(score.figure(DiffusionEvaluation.KID).population()));
    assertNotEquals(
        score.figure(DiffusionEvaluation.KID).own(),
        score.figure(DiffusionEvaluation.KID).population());
    assertEquals(
        loss(evaluation, personal, KEY).figure(Score.LOSS).own(), score.figure(Score.LOSS).own());
    for (int i = 0; i < 8; i++) {
      for (float pixel : pixels(score.samples(), i)) {
        assertTrue(pixel >= -1 && pixel <= 1, "was " + pixel);
      }
    }
    try (Workspace another = Small.workspace()) {
      DiffusionEvaluation fresh = evaluation(SPEC, 8, 3);
      Score same = fresh.score(all, population, data, samples, Depth.FULL, KEY, another);
      assertEquals(
          score.figure(DiffusionEvaluation.KID).own(), same.figure(DiffusionEvaluation.KID).own());
      assertArrayEquals(pixels(score.samples(), 7), pixels(same.samples(), 7));
    }
  }

  @Test
  void withoutKidThereAreStillPictures() {
    DiffusionEvaluation evaluation = evaluation(SPEC, 0, 3);
    Population samples = evaluation.population(population, KEY, workspace);
    assertEquals(3, samples.samples().count());
    assertEquals(0, samples.features().length);
    Score score = evaluation.score(all, population, data, samples, Depth.FULL, KEY, workspace);
    assertEquals(3, score.samples().count());
    assertTrue(
        Double.isNaN(score.figure(DiffusionEvaluation.KID).own())
            && Double.isNaN(score.figure(DiffusionEvaluation.KID).population()));
  }

  /** Nothing of a client stays in the worker's memory. */
  @Test
  void aDivergedClientLeavesThePopulationAlone() {
    DiffusionEvaluation evaluation = evaluation(SPEC, 0, 3);
    Images before = evaluation.population(population, KEY, workspace).samples();
    float[] diverged = new float[personal.size()];
    Arrays.fill(diverged, Float.NaN);
    loss(evaluation, Weights.adopt(personal.layout(), diverged), KEY);
    Images after = evaluation.population(population, KEY, workspace).samples();
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(pixels(before, i), pixels(after, i));
    }
  }

  private static float[] pixels(Images images, int i) {
    float[] pixels = new float[images.shape().size()];
    images.copyTo(i, pixels, 0);
    return pixels;
  }
}
