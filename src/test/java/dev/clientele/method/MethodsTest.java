package dev.clientele.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.config.MethodConfig.EmbeddingStart;
import dev.clientele.config.MethodConfig.Kind;
import dev.clientele.config.MethodConfig.Update;
import dev.clientele.data.ClientData;
import dev.clientele.data.Federation;
import dev.clientele.diffusion.Workspace;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What holds for every method, and what sets each apart. */
class MethodsTest {
  /** Kinds of which there is no diffusion method. */
  private static final String CLASSIFICATION = "SCAFFOLD|PFEDSD|FEDAVG_TUNED|SYNTHETIC|WARMFED";

  private static final RandomKey KEY = RandomKey.of(77);

  private final Federation federation = Small.federation();
  private final ClientData data = federation.client(1);
  private final Workspace workspace = Small.workspace();

  @AfterEach
  void close() {
    workspace.close();
  }

  private static Method method(Kind kind) {
    return method(kind, 0.01);
  }

  private static Method method(Kind kind, double proximal) {
    return MethodFactory.create(
        Small.spec(0),
        null,
        Small.training(kind, Update.ALTERNATING, 3, 0, 4, EmbeddingStart.ZERO, proximal));
  }

  private static DenoiserSpec network(Kind kind) {
    return Small.spec(0).withClients(kind == Kind.SPIRE ? 1 : 0);
  }

  /** Every tensor of the network, whatever their order. */
  private static void assertIsWholeNetwork(Kind kind, Weights model) {
    var expected = network(kind).layout();
    assertEquals(expected.entries().size(), model.layout().entries().size());
    assertEquals(expected, model.project(expected).layout());
  }

  private static Weights start(Method method) {
    return method.start(KEY).shared();
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class, mode = Mode.MATCH_NONE, names = CLASSIFICATION)
  void layoutsAreThoseThatWerePromised(Kind kind) {
    Method method = method(kind);
    Weights shared = start(method);
    assertEquals(method.shared(), shared.layout());
    assertEquals(method.personal(), method.newcomer().layout());
    Visit visit = method.train(shared, method.newcomer(), data, KEY, workspace);
    assertEquals(method.uplink(), visit.update().layout());
    assertEquals(method.personal(), visit.personal().layout());
    assertIsWholeNetwork(kind, method.model(shared, method.newcomer()));
    assertIsWholeNetwork(kind, method.model(shared, visit.personal()));
    assertIsWholeNetwork(kind, method.population(shared));
    Adaptation adaptation = method.adapt(shared, federation.client(4), KEY, workspace);
    assertEquals(method.adapted(), adaptation.personal().layout());
    assertIsWholeNetwork(kind, method.model(shared, adaptation.personal()));
    ServerState next = method.apply(method.start(KEY), visit.update());
    assertEquals(method.shared(), next.shared().layout());
    assertEquals(1, next.round());
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class, mode = Mode.MATCH_NONE, names = CLASSIFICATION)
  void aVisitIsAFunctionOfItsArguments(Kind kind) {
    Method method = method(kind);
    Weights shared = start(method);
    Visit visit = method.train(shared, method.newcomer(), data, KEY, workspace);
    try (Workspace another = Small.workspace()) {
      method(kind).train(shared, method.newcomer(), federation.client(2), KEY, another);
      assertEquals(visit, method.train(shared, method.newcomer(), data, KEY, another));
    }
    Visit other = method.train(shared, method.newcomer(), data, KEY.child(1), workspace);
    assertNotEquals(visit.loss(), other.loss());
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class, mode = Mode.MATCH_NONE, names = CLASSIFICATION)
  void fullFineTuningKeepsAWholeModel(Kind kind) {
    Training training = Small.training(kind, Update.JOINT, 1, 0, 4);
    Method base = method(kind);
    Method method = new FullFineTuning(base, network(kind), training);
    Weights shared = start(method);
    Adaptation adaptation = method.adapt(shared, federation.client(4), KEY, workspace);
    assertEquals(network(kind).layout(), adaptation.personal().layout());
    assertEquals(network(kind).layout().size(), adaptation.parameters());
    assertEquals(adaptation.personal(), method.model(shared, adaptation.personal()));
    assertEquals(
        adaptation.personal(),
        method.personalised(shared, adaptation.personal(), data, KEY, workspace),
        "what is measured");
    Weights before = method.population(shared).project(network(kind).layout());
    assertNotEquals(before, adaptation.personal());
    assertEquals(base.name() + " + full fine-tuning", method.name());
    assertEquals(base.model(shared, base.newcomer()), method.model(shared, method.newcomer()));
  }

  private Weights update(Kind kind, double proximal) {
    Method method = method(kind, proximal);
    return method.train(start(method), method.newcomer(), data, KEY, workspace).update();
  }

  @Test
  void fedProxWithoutItsPullIsFedAvg() {
    assertEquals(update(Kind.FEDAVG, 0), update(Kind.FEDPROX, 0));
    assertNotEquals(update(Kind.FEDAVG, 1), update(Kind.FEDPROX, 1));
  }

  /** Adam hides a pull's strength but not its direction: a strong one turns every step back. */
  @Test
  void theProximalPullHoldsBack() {
    double free = update(Kind.FEDPROX, 0).norm();
    double held = update(Kind.FEDPROX, 1e4).norm();
    assertTrue(held < 0.9 * free, held + " against " + free);
  }

  @Test
  void dittoPullsThePersonalModelAndNotTheSharedOne() {
    assertEquals(update(Kind.FEDAVG, 0), update(Kind.DITTO, 1e4));
    double[] distances = new double[2];
    for (int i = 0; i < 2; i++) {
      Method method = method(Kind.DITTO, i == 0 ? 0 : 1e4);
      Weights shared = start(method);
      Visit visit = method.train(shared, method.newcomer(), data, KEY, workspace);
      Weights own = method.model(shared, visit.personal());
      distances[i] = own.plus(-1, shared.project(own.layout())).norm();
      assertEquals(shared, method.model(shared, method.newcomer()));
    }
    assertTrue(distances[1] < 0.9 * distances[0], distances[1] + " against " + distances[0]);
  }

  @Test
  void fedRepTrainsThePrivatePartFirst() {
    Method fedPer = method(Kind.FEDPER);
    Method fedRep = method(Kind.FEDREP);
    assertEquals(fedPer.shared(), fedRep.shared());
    assertTrue(fedPer.personal().entries().stream().allMatch(e -> e.name().startsWith("conv_")));
    Weights shared = start(fedRep);
    Visit inTurn = fedRep.train(shared, fedRep.newcomer(), data, KEY, workspace);
    Visit together = fedPer.train(shared, fedPer.newcomer(), data, KEY, workspace);
    assertNotEquals(fedRep.newcomer(), inTurn.personal());
    assertNotEquals(together.personal(), inTurn.personal());
    assertEquals((3 + 3) * 8, inTurn.images());
    assertEquals(3 * 8, together.images());
  }

  @Test
  void uDecSharesTheDecoderAlone() {
    Method method = method(Kind.UDEC);
    assertTrue(
        method.shared().entries().stream().allMatch(e -> NetworkPart.DECODER.test(e.name())));
    assertEquals(Small.spec(0).layout().size(), method.shared().size() + method.personal().size());
    Adaptation adaptation = method.adapt(start(method), federation.client(4), KEY, workspace);
    assertEquals(method.personal().size(), adaptation.parameters());
  }

  /** Over many visits both halves come, and each is averaged over those who sent it. */
  @Test
  void uSplitAveragesOverTheSenders() {
    Method method = method(Kind.USPLIT);
    ServerState state = method.start(KEY);
    Visit decoder = null;
    Visit rest = null;
    for (int i = 0; decoder == null || rest == null; i++) {
      RandomKey key = KEY.child("visit").child(i);
      Visit visit = method.train(state.shared(), method.newcomer(), data, key, workspace);
      boolean sendsDecoder = visit.update().tensor("sent.decoder")[0] == 1;
      double unsent =
          visit
              .update()
              .filter(n -> !n.startsWith("sent.") && NetworkPart.DECODER.test(n) != sendsDecoder)
              .norm();
      assertEquals(0, unsent);
      long all = (long) Float.BYTES * method.shared().size();
      assertTrue(method.uplinkBytes(key, 1) < all && method.uplinkBytes(key, 1) > 0);
      decoder = sendsDecoder ? visit : decoder;
      rest = sendsDecoder ? rest : visit;
    }
    Weights mean = decoder.update().mix(0.25, rest.update());
    Weights expected =
        decoder.update().plus(1, rest.update()).project(method.shared()).plus(1, state.shared());
    Weights actual = method.apply(state, mean).shared();
    assertTrue(expected.plus(-1, actual).norm() < 1e-4 * expected.norm());
  }

  @Test
  void aLocalModelSendsNothing() {
    Method method = method(Kind.LOCAL);
    assertEquals(0, method.uplinkBytes(KEY, 1));
    Weights nothing = start(method);
    Visit first = method.train(nothing, method.newcomer(), data, KEY, workspace);
    Visit second = method.train(nothing, first.personal(), data, KEY.child(1), workspace);
    assertNotEquals(first.personal(), second.personal());
    assertEquals(second.personal(), method.model(nothing, second.personal()));
  }

  /** An embedding that starts at the mean is the mean until it is trained. */
  @Test
  void embeddingsCanStartAtTheMean() {
    Method method =
        MethodFactory.create(
            Small.spec(0),
            null,
            Small.training(Kind.SPIRE, Update.ALTERNATING, 2, 0, 0, EmbeddingStart.MEAN, 0));
    assertEquals(0, method.start(KEY).shared().filter(Spire.MEAN::equals).norm());
    Weights shared = Small.random(method.shared(), KEY);
    ServerState state = new ServerState(0, shared, shared, ServerState.nothing());
    Visit visit = method.train(shared, method.newcomer(), data, KEY, workspace);
    assertTrue(visit.personal().norm() > 0);
    ServerState next = method.apply(state, visit.update());
    Weights mean = next.shared().filter(Spire.MEAN::equals);
    double moved = mean.plus(-1, shared.filter(Spire.MEAN::equals)).norm();
    assertEquals(visit.personal().norm(), moved, 1e-5);
    Weights newcomer =
        method
            .model(next.shared(), method.newcomer())
            .filter(DenoiserSpec.CLIENT_EMBEDDING::equals);
    assertEquals(mean.norm(), newcomer.norm(), 1e-6);
    Weights population =
        method.population(next.shared()).filter(DenoiserSpec.CLIENT_EMBEDDING::equals);
    assertEquals(0, population.norm());
  }
}
