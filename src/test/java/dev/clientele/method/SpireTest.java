package dev.clientele.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.config.MethodConfig.Update;
import dev.clientele.data.ClientData;
import dev.clientele.data.Federation;
import dev.clientele.diffusion.Workspace;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.WeightedMean;
import dev.clientele.tensor.Weights;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpireTest {
  private static final RandomKey KEY = RandomKey.of(4);
  private static final int WIDTH = 32;

  private final Federation federation = Small.federation();
  private final ClientData data = federation.client(0);
  private final Workspace workspace = Small.workspace();
  private final Weights shared =
      Small.random(Small.spec(0).withClients(1), KEY).project(spire(Update.JOINT, 1, 0).shared());

  @AfterEach
  void close() {
    workspace.close();
  }

  private static Spire spire(Update update, int steps, double conditionDropout) {
    return new Spire(
        Small.spec(0).withClients(5), null, Small.training(update, steps, conditionDropout, 5));
  }

  private Visit train(Spire method, RandomKey key) {
    return method.train(shared, method.newcomer(), data, key, workspace);
  }

  @Test
  void theEmbeddingIsPrivateAndTheRestIsShared() {
    Spire method = spire(Update.JOINT, 1, 0);
    Layout all = Small.spec(0).withClients(1).layout();
    assertEquals("spire", method.name());
    assertEquals(
        List.of(new Layout.Entry(DenoiserSpec.CLIENT_EMBEDDING, List.of(1, WIDTH), 0, WIDTH)),
        method.personal().entries());
    assertFalse(method.shared().has(DenoiserSpec.CLIENT_EMBEDDING));
    assertEquals(all.size(), method.shared().size() + WIDTH);
    assertEquals(Weights.zeros(method.personal()), method.newcomer());
  }

  @ParameterizedTest
  @EnumSource(Update.class)
  void aVisitTrainsBothAndSendsOnlyTheSharedPart(Update update) {
    Spire method = spire(update, 4, 0.1);
    Visit visit = train(method, KEY);
    assertEquals(method.shared(), visit.update().layout());
    assertEquals(method.personal(), visit.personal().layout());
    for (Layout.Entry e : visit.update().layout().entries()) {
      double change = visit.update().filter(e.name()::equals).norm();
      assertTrue(change > 0 || e.name().endsWith("to_k.bias"), e.name());
    }
    assertNotEquals(method.newcomer(), visit.personal());
    assertEquals(24, visit.samples());
    assertEquals((update == Update.JOINT ? 4 : 3 + 4) * 8L, visit.images());
    assertTrue(visit.loss() > 0 && visit.loss() < 100, "was " + visit.loss());
  }

  @ParameterizedTest
  @EnumSource(Update.class)
  void aVisitIsAFunctionOfItsArguments(Update update) {
    Spire method = spire(update, 3, 0.5);
    Visit visit = train(method, KEY);
    assertNotEquals(visit, train(method, KEY.child(1)));
    assertEquals(visit, train(method, KEY));
    try (Workspace another = Small.workspace()) {
      assertEquals(visit, method.train(shared, method.newcomer(), data, KEY, another));
    }
    ClientData other = federation.client(1);
    assertNotEquals(visit, method.train(shared, method.newcomer(), other, KEY, workspace));
    Weights own = Small.random(method.personal(), KEY);
    assertNotEquals(visit, method.train(shared, own, data, KEY, workspace));
  }

  /** Its gradient is zero, and no step moves it. */
  @Test
  void anEmbeddingThatIsAlwaysDroppedStays() {
    Spire method = spire(Update.JOINT, 4, 1);
    Weights own = Small.random(method.personal(), KEY);
    Visit visit = method.train(shared, own, data, KEY, workspace);
    assertEquals(own, visit.personal());
    assertTrue(visit.update().norm() > 0);
    assertEquals(visit.update(), train(method, KEY).update());
  }

  /** The second phase trains the backbone under a fixed embedding. */
  @Test
  void alternatingTrainsTheEmbeddingFirst() {
    Weights after = train(spire(Update.ALTERNATING, 1, 0), KEY).personal();
    assertEquals(after, train(spire(Update.ALTERNATING, 4, 0), KEY).personal());
    Weights joint = train(spire(Update.JOINT, 1, 0), KEY).personal();
    assertNotEquals(joint, train(spire(Update.JOINT, 4, 0), KEY).personal());
    assertNotEquals(after, joint);
    // The backbone sees the embedding as the first phase left it.
    Visit alternating = train(spire(Update.ALTERNATING, 1, 0), KEY);
    Visit withIt = spire(Update.JOINT, 1, 0).train(shared, after, data, KEY, workspace);
    assertEquals(withIt.loss(), alternating.loss());
  }

  @Test
  void adaptationLearnsTheEmbeddingAlone() {
    Spire method = spire(Update.JOINT, 1, 0);
    ClientData unseen = federation.client(4);
    Adaptation adaptation = method.adapt(shared, unseen, KEY, workspace);
    assertEquals(method.personal(), adaptation.personal().layout());
    assertTrue(adaptation.personal().norm() > 0.1, "was " + adaptation.personal().norm());
    assertEquals(WIDTH, adaptation.parameters());
    assertEquals(5 * 16, adaptation.images());
    assertTrue(adaptation.loss() > 0);
    assertEquals(adaptation, method.adapt(shared, unseen, KEY, workspace));
  }

  @Test
  void adaptationMayTakeNoStep() {
    Spire method = new Spire(Small.spec(0), null, Small.training(Update.JOINT, 1, 0, 0));
    Adaptation adaptation = method.adapt(shared, data, KEY, workspace);
    assertEquals(method.newcomer(), adaptation.personal());
    assertEquals(0, adaptation.images());
    assertTrue(Double.isNaN(adaptation.loss()));
  }

  /** A few rounds with four clients; then clients that took no part, on their held-out images. */
  @Test
  void adaptationLowersTheLossOfUnseenClients() {
    Spire method = new Spire(Small.spec(0), null, Small.training(Update.JOINT, 40, 0.1, 100));
    Weights model = pretrained(method, 5);
    DiffusionEvaluation evaluation =
        new DiffusionEvaluation(
            Small.spec(0).withClients(1),
            federation,
            Small.sampler(),
            Small.evaluation(0, 1),
            24,
            Optional.empty(),
            KEY.child("evaluation"));
    for (int id : new int[] {4, 5}) {
      ClientData unseen = federation.client(id);
      Adaptation adaptation = method.adapt(model, unseen, KEY.child(id), workspace);
      Score score =
          evaluation.score(
              method.model(model, adaptation.personal()),
              method.population(model),
              unseen,
              null,
              Evaluation.Depth.LOSS,
              KEY.child("score").child(id),
              workspace);
      Score.Figure loss = score.figure(Score.LOSS);
      assertTrue(loss.own() < 0.97 * loss.population(), score.toString());
    }
  }

  private Weights pretrained(Spire method, int rounds) {
    ServerState state = method.start(KEY);
    Weights[] own = new Weights[4];
    for (int round = 0; round < rounds; round++) {
      WeightedMean mean = new WeightedMean(method.shared());
      for (int id = 0; id < 4; id++) {
        Weights personal = own[id] == null ? method.newcomer() : own[id];
        RandomKey key = KEY.child(round).child(id);
        Visit visit = method.train(state.shared(), personal, federation.client(id), key, workspace);
        own[id] = visit.personal();
        mean.add(visit.update(), visit.samples());
      }
      state = method.apply(state, mean.mean());
    }
    return state.shared();
  }

  @Test
  void startsFromGivenWeights() {
    Weights given = Small.random(Small.spec(0).withClients(9), KEY);
    Spire method = new Spire(Small.spec(0), given, Small.training(Update.JOINT, 1, 0, 1));
    assertEquals(given.project(method.shared()), method.start(KEY).shared());
    Spire fresh = spire(Update.JOINT, 1, 0);
    assertEquals(fresh.start(KEY), fresh.start(KEY));
    assertNotEquals(fresh.start(KEY).shared(), fresh.start(KEY.child(1)).shared());
  }

  @Test
  void labelsAreLearnt() {
    Spire method = new Spire(Small.spec(10), null, Small.training(Update.JOINT, 2, 0.1, 2));
    Weights start = Small.random(method.shared(), KEY);
    Visit visit = method.train(start, method.newcomer(), data, KEY, workspace);
    assertTrue(visit.update().filter(DenoiserSpec.LABEL_EMBEDDING::equals).norm() > 0);
  }
}
