package dev.clientele.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.clientele.kernel.cpu.CpuKernels;
import dev.clientele.network.Denoiser;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import dev.clientele.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A job's result is a function of the job: no thread, workspace or earlier job shows in it. */
class SameBitsTest {
  private static final int BATCH = 3;
  private static final DenoiserSpec SPEC = Models.unet();

  /** What a training and a sampling job gave. */
  private record Result(Weights weights, Weights gradients, double loss, List<Float> images) {}

  private static Workspace workspace() {
    return new Workspace(CpuKernels::new, NoiseSchedule.linear(100));
  }

  private static Result job(Workspace workspace, Trained trained, Weights start, RandomKey key) {
    Trainer trainer = workspace.trainer(SPEC, BATCH, trained, true);
    Denoiser denoiser = trainer.denoiser();
    denoiser.network().load(start);
    trainer.begin(tensor -> 1e-2);
    RandomStream random = key.stream();
    float[] images = Models.gaussian(BATCH * denoiser.imageSize(), key.child("images"));
    double loss = 0;
    for (int step = 0; step < 5; step++) {
      denoiser.clients(new int[] {0, 1, step % 2 - 1});
      loss += trainer.objective().lossAndGradients(images, random);
      trainer.step(1);
    }
    Weights after = denoiser.network().weights(SPEC.layout());
    Layout withGradient = SPEC.layout().filter(trained);
    Denoiser drawing = workspace.denoiser(SPEC, BATCH);
    drawing.network().load(after);
    Sampler sampler =
        new Sampler(NoiseSchedule.linear(100), 3, 1, Sampler.Variance.SMALL, 0.5, true);
    float[] drawn = sampler.sample(drawing, new int[] {1, 0, -1}, null, key.child("drawn"));
    List<Float> list = new ArrayList<>();
    for (float v : drawn) {
      list.add(v);
    }
    return new Result(after, denoiser.network().gradients(withGradient), loss, list);
  }

  private static Result job(Workspace workspace, Trained trained) {
    return job(workspace, trained, Models.weights(SPEC, RandomKey.of(1)), RandomKey.of(2));
  }

  private static Result alone(Trained trained) {
    try (Workspace workspace = workspace()) {
      return job(workspace, trained);
    }
  }

  @Test
  void twoThreadsAtOnce() throws Exception {
    Result expected = alone(Trained.EVERYTHING);
    Callable<Result> work =
        () -> {
          try (Workspace workspace = workspace()) {
            job(workspace, Trained.EVERYTHING);
            return job(workspace, Trained.EVERYTHING);
          }
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (Future<Result> result : threads.invokeAll(List.of(work, work, work))) {
        assertEquals(expected, result.get());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Trained.class,
      names = {"EVERYTHING", "CLIENT_EMBEDDING"})
  void afterAnotherJob(Trained trained) {
    Result expected = alone(trained);
    try (Workspace workspace = workspace()) {
      RandomKey other = RandomKey.of(3);
      for (Trained before : List.of(Trained.EVERYTHING, Trained.CLIENT_EMBEDDING)) {
        Result result = job(workspace, before, Models.weights(SPEC, other), other);
        assertNotEquals(expected.loss(), result.loss());
      }
      assertEquals(expected, job(workspace, trained));
    }
  }

  /** A diverged job leaves numbers in every buffer that nothing may read. */
  @ParameterizedTest
  @EnumSource(
      value = Trained.class,
      names = {"EVERYTHING", "CLIENT_EMBEDDING"})
  void afterADivergedJob(Trained trained) {
    Result expected = alone(trained);
    float[] nothing = new float[SPEC.layout().size()];
    Arrays.fill(nothing, Float.NaN);
    try (Workspace workspace = workspace()) {
      job(workspace, trained, Weights.adopt(SPEC.layout(), nothing), RandomKey.of(4));
      assertEquals(expected, job(workspace, trained));
    }
  }
}
