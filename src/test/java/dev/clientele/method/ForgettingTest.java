package dev.clientele.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.config.MethodConfig.Update;
import dev.clientele.data.Federation;
import dev.clientele.diffusion.Workspace;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ForgettingTest {
  private static final RandomKey KEY = RandomKey.of(41);
  private static final String NAME = "loss" + Forgetting.SUFFIX;

  private final Federation federation = Small.federation();
  private final Workspace workspace = Small.workspace();
  private final Training training = Small.training(Update.JOINT, 3, 0.1, 5);

  @AfterEach
  void close() {
    workspace.close();
  }

  private DiffusionEvaluation evaluation(DenoiserSpec spec) {
    return new DiffusionEvaluation(
        spec, federation, Small.sampler(), Small.evaluation(0, 1), 24, Optional.empty(), KEY);
  }

  private static SortedMap<Integer, Weights> witnesses(Weights first, Weights second) {
    SortedMap<Integer, Weights> witnesses = new TreeMap<>();
    witnesses.put(0, first);
    witnesses.put(3, second);
    return witnesses;
  }

  /** The loss of a model on a client's held-out images, with the streams that forgetting uses. */
  private double loss(DiffusionEvaluation evaluation, Weights model, int client) {
    return evaluation
        .score(
            model,
            model,
            federation.client(client),
            null,
            Evaluation.Depth.LOSS,
            KEY.child(client),
            workspace)
        .figure(Score.LOSS)
        .own();
  }

  @Test
  void aModelThatIsTrainedWholeIsMeasuredOnOldClientsAgain() {
    DenoiserSpec spec = Small.spec(0).withClients(0);
    Method method = new FullFineTuning(new FedAvg(spec, null, training), spec, training);
    Weights shared = Small.random(spec, KEY.child("shared"));
    Weights adapted = method.adapt(shared, federation.client(4), KEY, workspace).personal();
    DiffusionEvaluation evaluation = evaluation(spec);
    Score.Figure figure =
        new Forgetting(method, evaluation, federation)
            .of(shared, adapted, witnesses(method.newcomer(), method.newcomer()), KEY, workspace)
            .get(NAME);
    assertEquals(
        (loss(evaluation, adapted, 0) + loss(evaluation, adapted, 3)) / 2, figure.own(), 1e-9);
    assertEquals(
        (loss(evaluation, shared, 0) + loss(evaluation, shared, 3)) / 2, figure.population(), 1e-9);
    assertNotEquals(figure.own(), figure.population());
  }

  /** The old clients' embeddings and the backbone are what they were. */
  @Test
  void spireForgetsNothing() {
    Spire method = new Spire(Small.spec(0), null, training);
    DenoiserSpec spec = Small.spec(0).withClients(1);
    Weights shared = Small.random(method.shared(), KEY.child("shared"));
    Weights adapted = method.adapt(shared, federation.client(4), KEY, workspace).personal();
    SortedMap<Integer, Weights> witnesses =
        witnesses(
            Small.random(method.personal(), KEY.child(0)),
            Small.random(method.personal(), KEY.child(3)));
    DiffusionEvaluation evaluation = evaluation(spec);
    Score.Figure figure =
        new Forgetting(method, evaluation, federation)
            .of(shared, adapted, witnesses, KEY, workspace)
            .get(NAME);
    assertEquals(figure.population(), figure.own());
    double first = loss(evaluation, method.model(shared, witnesses.get(0)), 0);
    double second = loss(evaluation, method.model(shared, witnesses.get(3)), 3);
    assertEquals((first + second) / 2, figure.own(), 1e-9);
  }

  /** Private heads stay with their clients while the shared part is trained on the new one. */
  @Test
  void oldClientsKeepTheirPrivateTensors() {
    DenoiserSpec spec = Small.spec(0).withClients(0);
    Method partial = PartialSharing.fedPer(spec, null, training);
    Method method = new FullFineTuning(partial, spec, training);
    Weights shared = Small.random(partial.shared(), KEY.child("shared"));
    Weights adapted = Small.random(spec, KEY.child("adapted"));
    Weights head = Small.random(partial.personal(), KEY.child("head"));
    SortedMap<Integer, Weights> one = new TreeMap<>();
    one.put(2, head);
    DiffusionEvaluation evaluation = evaluation(spec);
    Score.Figure figure =
        new Forgetting(method, evaluation, federation)
            .of(shared, adapted, one, KEY, workspace)
            .get(NAME);
    Weights after = partial.model(adapted.project(partial.shared()), head);
    assertEquals(loss(evaluation, after, 2), figure.own());
    assertEquals(loss(evaluation, partial.model(shared, head), 2), figure.population());
  }

  @Test
  void withoutWitnessesThereIsNothingToMeasure() {
    Spire method = new Spire(Small.spec(0), null, training);
    SortedMap<String, Score.Figure> none =
        new Forgetting(method, evaluation(Small.spec(0).withClients(1)), federation)
            .of(Weights.zeros(method.shared()), method.newcomer(), new TreeMap<>(), KEY, workspace);
    assertTrue(none.isEmpty());
  }
}
