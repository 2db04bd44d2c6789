package dev.clientele.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.config.CompressionConfig;
import dev.clientele.config.MethodConfig.Kind;
import dev.clientele.config.MethodConfig.Update;
import dev.clientele.data.ClientData;
import dev.clientele.data.Federation;
import dev.clientele.diffusion.Workspace;
import dev.clientele.tensor.Compression;
import dev.clientele.tensor.EightBits;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.TopK;
import dev.clientele.tensor.Weights;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompressedUpdatesTest {
  private static final RandomKey KEY = RandomKey.of(77);
  private static final CompressionConfig TOP_K =
      new CompressionConfig(CompressionConfig.Kind.TOP_K, 0.05, 1, true);
  private static final CompressionConfig INT8 =
      new CompressionConfig(CompressionConfig.Kind.INT8, 1, 64, false);

  private final Federation federation = Small.federation();
  private final ClientData data = federation.client(1);
  private final Workspace workspace = Small.workspace();

  @AfterEach
  void close() {
    workspace.close();
  }

  private static Method plain(Kind kind) {
    return MethodFactory.create(
        Small.spec(0), null, Small.training(kind, Update.ALTERNATING, 3, 0, 4));
  }

  private static Weights rest(Method method, Weights own) {
    Weights rest = own.filter(tensor -> tensor.startsWith("remainder."));
    return Weights.adopt(method.uplink(), rest.toArray());
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"SPIRE", "FEDAVG", "FEDPROX", "FEDPER", "FEDREP", "USPLIT", "UDEC", "DITTO"})
  void aVisitSendsItsUpdateWithWhatItDidNotSendBefore(Kind kind) {
    Method plain = plain(kind);
    Method method = CompressedUpdates.of(plain, TOP_K);
    Weights shared = method.start(KEY).shared();
    Weights own = method.newcomer();
    Weights plainOwn = plain.newcomer();
    assertEquals(method.personal(), own.layout());
    assertEquals(0, rest(method, own).norm());
    for (int turn = 0; turn < 3; turn++) {
      RandomKey key = KEY.child(turn);
      Visit expected = plain.train(shared, plainOwn, data, key, workspace);
      Visit visit = method.train(shared, own, data, key, workspace);
      assertEquals(method.personal(), visit.personal().layout());
      assertEquals(method.uplink(), visit.update().layout());
      assertEquals(expected.personal(), CompressedUpdates.withoutRemainder(visit.personal()));
      assertEquals(expected.loss(), visit.loss());
      Layout sent = plain.sent(key);
      Weights before = rest(method, own).project(sent);
      Compression.Compressed compressed =
          new TopK(0.05).compress(expected.update().project(sent), before);
      assertEquals(compressed.sent(), visit.update().project(sent));
      assertEquals(compressed.remainder(), rest(method, visit.personal()).project(sent));
      assertTrue(compressed.remainder().norm() > 0);
      for (Layout.Entry e : method.uplink().entries()) {
        if (!sent.has(e.name())) { // stands for nothing, or says what was sent
          assertTrue(expected.update().sameAs(visit.update(), e), e.name());
          assertTrue(rest(method, own).sameAs(rest(method, visit.personal()), e), e.name());
        }
      }
      assertEquals(new TopK(0.05).bytes(sent), method.uplinkBytes(key, turn));
      assertTrue(method.uplinkBytes(key, turn) < plain.uplinkBytes(key, turn) / 9);
      own = visit.personal();
      plainOwn = expected.personal();
    }
    assertEquals(plain.model(shared, plainOwn), method.model(shared, own));
    assertEquals(
        plain.model(shared, plainOwn), method.personalised(shared, own, data, KEY, workspace));
  }

  @Test
  void withoutFeedbackNothingIsKept() {
    Method plain = plain(Kind.FEDPER);
    Method method = CompressedUpdates.of(plain, INT8);
    assertEquals(plain.personal(), method.personal());
    Weights shared = method.start(KEY).shared();
    Visit expected = plain.train(shared, plain.newcomer(), data, KEY, workspace);
    Visit visit = method.train(shared, method.newcomer(), data, KEY, workspace);
    assertEquals(new EightBits(64).approximate(expected.update()), visit.update());
    assertNotEquals(expected.update(), visit.update());
    assertEquals(expected.personal(), visit.personal());
    assertEquals("fedper + int8", method.name());
  }

  @Test
  void clientsThatOnlyAdaptSendNothingAndKeepNoRemainder() {
    Method plain = plain(Kind.SPIRE);
    Method method = CompressedUpdates.of(plain, TOP_K);
    assertEquals(plain.adapted(), method.adapted());
    Weights shared = method.start(KEY).shared();
    Adaptation adaptation = method.adapt(shared, federation.client(4), KEY, workspace);
    assertEquals(plain.adapt(shared, federation.client(4), KEY, workspace), adaptation);
    assertEquals(
        plain.model(shared, adaptation.personal()), method.model(shared, adaptation.personal()));
  }

  @Test
  void noneIsTheMethodItself() {
    Method plain = plain(Kind.FEDAVG);
    var none = new CompressionConfig(CompressionConfig.Kind.NONE, 0.1, 1, true);
    assertSame(plain, CompressedUpdates.of(plain, none));
  }

  /** A twentieth of the numbers in every update, and the loss falls all the same. */
  @Test
  void trainsWithATwentiethOfTheNumbers() {
    Method method = CompressedUpdates.of(plain(Kind.FEDAVG), TOP_K);
    ServerState state = method.start(KEY);
    Weights own = method.newcomer();
    double[] losses = new double[40];
    for (int round = 0; round < losses.length; round++) {
      Visit visit = method.train(state.shared(), own, data, KEY.child(round), workspace);
      state = method.apply(state, visit.update());
      own = visit.personal();
      losses[round] = visit.loss();
    }
    double first = Arrays.stream(losses, 0, 10).average().orElseThrow();
    double last = Arrays.stream(losses, 30, 40).average().orElseThrow();
    assertTrue(last < 0.8 * first, last + " after " + first);
  }
}
