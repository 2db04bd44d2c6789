package dev.clientele.bench;

import dev.clientele.data.ClientData;
import dev.clientele.data.ImageShape;
import dev.clientele.data.Images;
import dev.clientele.diffusion.Workspace;
import dev.clientele.method.Evaluation;
import dev.clientele.method.Population;
import dev.clientele.method.Score;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.TreeMap;

/** Measures nothing, where only the rounds are timed. */
record NoEvaluation() implements Evaluation {
  @Override
  public Population population(Weights model, RandomKey key, Workspace workspace) {
    Images none = Images.adopt(new ImageShape(1, 1, 1), new float[0], new int[0]);
    return new Population(none, new float[0][], Double.NaN);
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
    return new Score(data.id(), new TreeMap<>(), null);
  }
}
