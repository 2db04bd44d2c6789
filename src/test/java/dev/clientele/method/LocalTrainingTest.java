package dev.clientele.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.config.RateSchedule;
import dev.clientele.data.Images;
import dev.clientele.diffusion.Trained;
import dev.clientele.diffusion.Trainer;
import dev.clientele.diffusion.Workspace;
import dev.clientele.network.Initializer;
import dev.clientele.network.UNetSpec;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import org.junit.jupiter.api.Test;

class LocalTrainingTest {
  private static final RandomKey KEY = RandomKey.of(23);

  private final Images images = Small.federation().client(0).train();
  private final UNetSpec spec = Small.spec(0).withClients(1);

  private double[] losses(Workspace workspace, int steps, double clipNorm, Weights start) {
    Trainer trainer = workspace.trainer(spec, 8, Trained.EVERYTHING, false);
    trainer.denoiser().network().load(start);
    return new LocalTraining(steps, 0.2, clipNorm).losses(trainer, images, KEY, tensor -> 0.2);
  }

  @Test
  void lossesFall() {
    try (Workspace workspace = Small.workspace()) {
      Weights start = Initializer.weights(spec.layout(), KEY);
      double[] losses = losses(workspace, 60, 1, start);
      double early = LocalTraining.mean(java.util.Arrays.copyOf(losses, 10), 0);
      double late = LocalTraining.mean(losses, 50);
      assertEquals(1, losses[0], 0.2); // the first prediction is zero
      assertTrue(late < 0.7 * early, "from " + early + " to " + late);
    }
  }

  @Test
  void moreStepsBeginWithTheFewer() {
    try (Workspace workspace = Small.workspace()) {
      Weights start = Small.random(spec, KEY);
      double[] all = losses(workspace, 6, 1, start);
      assertArrayEquals(java.util.Arrays.copyOf(all, 4), losses(workspace, 4, 1, start));
    }
  }

  /** The second of two steps is half as long, along the same gradient. */
  @Test
  void ratesFall() {
    try (Workspace workspace = Small.workspace()) {
      Weights start = Small.random(spec, KEY);
      Weights one = after(workspace, 1, RateSchedule.CONSTANT, start);
      assertEquals(one, after(workspace, 1, RateSchedule.LINEAR, start));
      Weights two = after(workspace, 2, RateSchedule.CONSTANT, start);
      Weights fallen = after(workspace, 2, RateSchedule.LINEAR, start);
      double step = two.plus(-1, one).norm();
      assertTrue(step > 1e-3, "a step of " + step);
      assertEquals(0, fallen.plus(-1, one.mix(0.5, two)).norm(), 1e-4 * step);
    }
  }

  private Weights after(Workspace workspace, int steps, RateSchedule schedule, Weights start) {
    Trainer trainer = workspace.trainer(spec, 8, Trained.EVERYTHING, false);
    trainer.denoiser().network().load(start);
    new LocalTraining(steps, 0.2, 1, schedule).run(trainer, images, KEY, tensor -> 0.2);
    return trainer.denoiser().network().weights(spec.layout());
  }

  /** A step of gradient descent is no longer than the rate times the bound. */
  @Test
  void stepsAreClipped() {
    try (Workspace workspace = Small.workspace()) {
      Weights start = Small.random(spec, KEY);
      losses(workspace, 1, 1e-3, start);
      Trainer trainer = workspace.trainer(spec, 8, Trained.EVERYTHING, false);
      Weights after = trainer.denoiser().network().weights(spec.layout());
      assertEquals(0.2e-3, after.plus(-1, start).norm(), 2e-6);
    }
  }

  @Test
  void theMeanOfTheLastLosses() {
    double[] losses = {1, 2, 6};
    assertEquals(3, LocalTraining.mean(losses, 0));
    assertEquals(4, LocalTraining.mean(losses, 1));
    assertTrue(Double.isNaN(LocalTraining.mean(losses, 3)));
    assertTrue(Double.isNaN(LocalTraining.mean(new double[0], 0)));
  }
}
