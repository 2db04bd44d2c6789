package dev.clientele.simulation;

import dev.clientele.data.ClientData;
import dev.clientele.data.Images;
import dev.clientele.diffusion.Workspace;
import dev.clientele.method.Evaluation;
import dev.clientele.method.Population;
import dev.clientele.method.Score;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;

/** Scores that depend on both models, the depth and the stream. */
record FakeEvaluation() implements Evaluation {
  @Override
  public Population population(Weights shared, RandomKey key, Workspace workspace) {
    float pixel = shared.at(0) + key.stream().nextFloat();
    Images samples = Images.adopt(FakeFederation.PIXEL, new float[] {pixel}, new int[1]);
    return new Population(samples, new float[][] {{pixel}}, 1);
  }

  @Override
  public Score score(
      Weights shared,
      Weights personal,
      ClientData data,
      Population population,
      Depth depth,
      RandomKey key,
      Workspace workspace) {
    double kid = depth == Depth.FULL ? personal.at(1) - population.features()[0][0] : Double.NaN;
    double noise = key.stream().nextDouble();
    double loss = shared.norm() + personal.norm() + noise;
    return new Score(data.id(), loss, shared.norm() + noise, kid, kid, null);
  }
}
