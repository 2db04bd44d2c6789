package dev.clientele.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.clientele.kernel.cpu.CpuKernels;
import dev.clientele.network.Denoiser;
import dev.clientele.network.MlpSpec;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import dev.clientele.tensor.Weights;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ObjectiveTest {
  private static final RandomKey KEY = RandomKey.of(3);
  private static final int BATCH = 3;

  private final NoiseSchedule schedule = NoiseSchedule.cosine(100);
  private final CpuKernels kernels = new CpuKernels();
  private final MlpSpec spec = Models.mlp();
  private final Denoiser denoiser = spec.prepare(kernels, BATCH, Trained.EVERYTHING, false);
  private final float[] images = Models.gaussian(BATCH * 4, KEY.child("images"));

  @BeforeEach
  void load() {
    denoiser.network().load(Models.weights(spec, KEY));
    denoiser.clients(new int[] {0, 1, 1});
    denoiser.labels(new int[] {2, 0, 1});
  }

  @AfterEach
  void close() {
    kernels.close();
  }

  private Weights gradients() {
    return denoiser.network().gradients(spec.layout());
  }

  /** By hand: steps from the stream first, then noise for the whole batch. */
  @ParameterizedTest
  @EnumSource(Prediction.class)
  void theLossIsTheErrorOfWhatIsPredicted(Prediction prediction) {
    Objective objective = new Objective(denoiser, schedule, prediction);
    double loss = objective.lossAndGradients(images, KEY.child("draw").stream());
    Weights gradients = gradients();

    RandomStream random = KEY.child("draw").stream();
    int[] times = new int[BATCH];
    for (int i = 0; i < BATCH; i++) {
      times[i] = random.nextInt(100);
    }
    float[] noise = new float[images.length];
    random.fillGaussian(noise);
    float[] noisy = new float[images.length];
    float[] target = new float[images.length];
    for (int i = 0; i < noise.length; i++) {
      double signal = Math.sqrt(schedule.kept(times[i / 4]));
      double sigma = Math.sqrt(1 - schedule.kept(times[i / 4]));
      noisy[i] = (float) (signal * images[i] + sigma * noise[i]);
      target[i] =
          prediction == Prediction.V ? (float) (signal * noise[i] - sigma * images[i]) : noise[i];
    }
    denoiser.samples(noisy);
    denoiser.times(times);
    assertEquals(denoiser.lossAndGradients(target), loss, 1e-6);
    assertArrayEquals(gradients().toArray(), gradients.toArray(), 1e-5f);
    float[] output = new float[noise.length];
    denoiser.predict(output);
    double sum = 0;
    for (int i = 0; i < output.length; i++) {
      sum += (output[i] - target[i]) * (output[i] - target[i]);
    }
    assertEquals(sum / output.length, loss, 1e-6);
  }

  @Test
  void equalStreamsGiveEqualBits() {
    Objective objective = new Objective(denoiser, schedule);
    double first = objective.lossAndGradients(images, KEY.child("draw").stream());
    Weights gradients = gradients();
    double other = objective.lossAndGradients(images, KEY.child("another draw").stream());
    assertNotEquals(first, other);
    assertEquals(first, objective.lossAndGradients(images, KEY.child("draw").stream()));
    assertEquals(gradients, gradients());
  }
}
