package dev.clientele.simulation;

import dev.clientele.data.ClientData;
import dev.clientele.data.Images;
import dev.clientele.diffusion.Workspace;
import dev.clientele.method.Evaluation;
import dev.clientele.method.Population;
import dev.clientele.method.Score;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.SortedMap;
import java.util.TreeMap;

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
      Weights own,
      Weights population,
      ClientData data,
      Population samples,
      Depth depth,
      RandomKey key,
      Workspace workspace) {
    SortedMap<String, Score.Figure> figures = new TreeMap<>();
    double noise = key.stream().nextDouble();
    figures.put(Score.LOSS, new Score.Figure(own.norm() + noise, population.norm() + noise));
    if (depth == Depth.FULL) {
      double kid = own.at(own.size() - 1) - samples.features()[0][0];
      figures.put("kid", new Score.Figure(kid, kid));
    }
    return new Score(data.id(), figures, null);
  }
}
