package dev.clientele.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.config.EvaluationConfig;
import dev.clientele.config.EvaluationConfig.Figure;
import dev.clientele.data.ClientData;
import dev.clientele.data.Federation;
import dev.clientele.data.Images;
import dev.clientele.diffusion.Workspace;
import dev.clientele.method.Evaluation.Depth;
import dev.clientele.metric.AreaUnderCurve;
import dev.clientele.metric.FeatureExtractor;
import dev.clientele.metric.KernelInceptionDistance;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.network.UNetSpec;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiffusionEvaluationTest {
  private static final RandomKey KEY = RandomKey.of(31);
  private static final String KID = "kid-lenet";
  private static final int ADAPTED_TO = 6;
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
    return evaluation(spec, Small.evaluation(kidSamples, columns));
  }

  private DiffusionEvaluation evaluation(DenoiserSpec spec, EvaluationConfig plan) {
    return new DiffusionEvaluation(
        spec, federation, Small.sampler(), plan, ADAPTED_TO, Optional.empty(), KEY);
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
        Double.isNaN(score.figure(KID).own()) && Double.isNaN(score.figure(KID).population()));
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
        Double.isFinite(score.figure(KID).own())
            && Double.isFinite(score.figure(KID).population()));
    assertNotEquals(score.figure(KID).own(), score.figure(KID).population());
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
      assertEquals(score.figure(KID).own(), same.figure(KID).own());
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
        Double.isNaN(score.figure(KID).own()) && Double.isNaN(score.figure(KID).population()));
  }

  private Score full(DiffusionEvaluation evaluation, Weights own, ClientData of) {
    Population samples = evaluation.population(population, KEY.child("population"), workspace);
    return evaluation.score(own, population, of, samples, Depth.FULL, KEY, workspace);
  }

  @Test
  void everyFigureThatIsAskedForIsMeasured() {
    EvaluationConfig plan = Small.evaluation(EnumSet.allOf(Figure.class), 8, 3, 1);
    Score score = full(evaluation(SPEC, plan), all, data);
    assertEquals(
        List.of(
            "fid-lenet",
            "kid-lenet-3x4",
            "loss",
            "membership",
            "membership-high",
            "membership-low",
            "memorisation",
            "memorisation-pixels",
            "memorisation-pixels-ratio",
            "memorisation-ratio",
            "nll"),
        List.copyOf(score.figures().keySet()));
    score.figures().forEach((name, f) -> assertTrue(Double.isFinite(f.own()), name));
    assertTrue(score.figure("fid-lenet").own() > 0);
    assertNotEquals(score.figure("nll").own(), score.figure("nll").population());
    Score.Figure high = score.figure("membership-high");
    assertTrue(score.figure("membership").own() < high.own() && high.own() <= 1);
    Score same = full(evaluation(SPEC, plan), population, data);
    for (String name : List.of("loss", "nll", "membership")) {
      assertEquals(score.figure(name).population(), same.figure(name).own(), name);
    }
    // What was there before is as it was.
    Score plain = full(evaluation(SPEC, 8, 1), all, data);
    assertEquals(plain.figure("loss"), score.figure("loss"));
    assertEquals(List.of("kid-lenet", "loss"), List.copyOf(plain.figures().keySet()));
  }

  @Test
  void withoutFiguresOfSamplesOnlyPicturesAreDrawn() {
    EvaluationConfig plan = Small.evaluation(EnumSet.of(Figure.LOSS), 8, 0, 2);
    Score score = full(evaluation(SPEC, plan), all, data);
    assertEquals(List.of("loss"), List.copyOf(score.figures().keySet()));
    assertEquals(2, score.samples().count());
  }

  /** A network of zeros predicts no noise: the bound is that of guessing, far above 8 bits. */
  @Test
  void theBoundIsInBitsADimension() {
    EvaluationConfig plan = Small.evaluation(EnumSet.of(Figure.LOSS, Figure.NLL), 0, 0, 1);
    Weights zero = Weights.zeros(all.layout());
    double bits = full(evaluation(SPEC, plan), zero, data).figure("nll").own();
    assertTrue(bits > 4 && bits < 100, "was " + bits);
  }

  /** An unseen client's model was trained on its first images alone. */
  @Test
  void membersAreWhatTheModelWasTrainedOn() {
    ClientData unseen = federation.client(federation.registered());
    Images train = unseen.train();
    HeldOutLoss loss = new HeldOutLoss(SPEC, 4);
    RandomKey streams = KEY.child("membership");
    double[] members = loss.each(all, train.first(ADAPTED_TO), streams.child("members"), workspace);
    double[] others = loss.each(all, unseen.heldOut(), streams.child("others"), workspace);
    EvaluationConfig plan = Small.evaluation(EnumSet.of(Figure.LOSS, Figure.MEMBERSHIP), 0, 0, 1);
    Score score = full(evaluation(SPEC, plan), all, unseen);
    assertEquals(ADAPTED_TO, members.length);
    assertEquals(AreaUnderCurve.of(members, others).value(), score.figure("membership").own());
  }

  @Test
  void anImagesLossIsItsShareOfTheMean() {
    HeldOutLoss loss = new HeldOutLoss(SPEC, 3);
    Images images = data.heldOut();
    double[] each = loss.each(all, images, KEY, workspace);
    assertEquals(images.count(), each.length);
    assertEquals(
        loss.of(all, images, KEY, workspace), Arrays.stream(each).average().orElseThrow(), 1e-9);
  }

  @Test
  void aUsersFeaturesReplaceTheClassifiers() {
    FeatureExtractor brightness =
        new FeatureExtractor() {
          @Override
          public String suffix() {
            return "";
          }

          @Override
          public float[][] of(Images images, Workspace workspace) {
            float[][] rows = new float[images.count()][1];
            for (int i = 0; i < rows.length; i++) {
              for (float pixel : pixels(images, i)) {
                rows[i][0] += pixel / 64;
              }
            }
            return rows;
          }
        };
    DiffusionEvaluation evaluation =
        new DiffusionEvaluation(
            SPEC,
            federation,
            Small.sampler(),
            Small.evaluation(8, 1),
            ADAPTED_TO,
            Optional.of(brightness),
            KEY);
    Score score = full(evaluation, all, data);
    float[][] real = brightness.of(data.heldOut(), workspace);
    float[][] drawn = brightness.of(score.samples(), workspace);
    assertEquals(KernelInceptionDistance.of(drawn, real), score.figure("kid").own());
    assertTrue(
        Double.isNaN(evaluation.population(population, KEY, workspace).classifierAccuracy()));
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
