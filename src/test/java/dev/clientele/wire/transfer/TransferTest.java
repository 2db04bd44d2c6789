package dev.clientele.wire.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Precision;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import dev.clientele.wire.TestCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Three actor systems on real sockets, whose queues hold fewer messages than a window. */
class TransferTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Options OPTIONS =
      new Options(
          Options.MOST_CHUNK, 32, Duration.ofMillis(200), Duration.ofSeconds(10), 1 << 24, 2);

  private static final List<ActorTestKit> KITS = new ArrayList<>();

  @BeforeAll
  static void start() {
    Config config =
        ConfigFactory.parseString("pekko.remote.artery.advanced.outbound-message-queue-size = 8");
    KITS.addAll(TestCluster.start(3, config, TransferTypes.all()));
  }

  @AfterAll
  static void stop() {
    TestCluster.stop(KITS);
  }

  /** The receiver on another system, as the first one sees it. */
  private static ActorRef<WeightsReceiver.Command> door(
      ActorTestKit kit, TestProbe<WeightsReceiver.Arrived> probe) {
    ActorRef<WeightsReceiver.Command> there =
        kit.spawn(WeightsReceiver.create(OPTIONS, probe.ref()));
    String address = ActorRefResolver.get(kit.system()).toSerializationFormat(there);
    return ActorRefResolver.get(KITS.get(0).system()).resolveActorRef(address);
  }

  private static void send(
      Parcel parcel,
      ActorRef<WeightsReceiver.Command> to,
      TestProbe<WeightsSender.Outcome> outcomes) {
    KITS.get(0).spawn(WeightsSender.create(parcel, OPTIONS, to, outcomes.ref()));
  }

  private static Weights random(int seed, int size) {
    Layout layout = new Layout.Builder().add("a", List.of(size)).add("b", List.of(3, 100)).build();
    float[] values = new float[layout.size()];
    RandomKey.of(seed).stream().fillGaussian(values);
    return Weights.adopt(layout, values);
  }

  @Test
  void oneParcelReachesTwoNodesAtOnceThroughQueuesThatDrop() {
    Weights weights = random(1, 4_000_000); // 66 chunks, twice 16 MB
    Parcel parcel = Parcel.full(1, weights, Precision.FP32, OPTIONS);
    TestProbe<WeightsSender.Outcome> outcomes = KITS.get(0).createTestProbe();
    List<TestProbe<WeightsReceiver.Arrived>> nodes = new ArrayList<>();
    for (ActorTestKit kit : KITS.subList(1, 3)) {
      TestProbe<WeightsReceiver.Arrived> node = kit.createTestProbe();
      nodes.add(node);
      send(parcel, door(kit, node), outcomes);
    }
    for (TestProbe<WeightsReceiver.Arrived> node : nodes) {
      assertEquals(new WeightsReceiver.Arrived(1, weights), node.receiveMessage(PATIENCE));
      assertInstanceOf(WeightsSender.Outcome.Delivered.class, outcomes.receiveMessage(PATIENCE));
    }
    nodes.forEach(node -> node.expectNoMessage(Duration.ofMillis(300)));
  }

  @Test
  void deltasBuildOnEachOther() {
    TestProbe<WeightsReceiver.Arrived> node = KITS.get(1).createTestProbe();
    TestProbe<WeightsSender.Outcome> outcomes = KITS.get(0).createTestProbe();
    ActorRef<WeightsReceiver.Command> door = door(KITS.get(1), node);
    Weights first = Precision.FP16.round(random(1, 100_000));
    send(Parcel.full(1, first, Precision.FP16, OPTIONS), door, outcomes);
    assertEquals(first, node.receiveMessage(PATIENCE).weights());

    float[] values = first.toArray();
    values[values.length - 1] += 1; // in the small tensor
    Weights second = Weights.adopt(first.layout(), values);
    Parcel changes = Parcel.changes(2, second, 1, first, Precision.FP32, OPTIONS);
    assertEquals(4 * 300, changes.bytes());
    send(changes, door, outcomes);
    assertEquals(second, node.receiveMessage(PATIENCE).weights());

    Weights differences = Precision.FP16.round(random(2, 100_000));
    send(Parcel.differences(3, differences, 2, Precision.FP16, OPTIONS), door, outcomes);
    assertEquals(second.plus(1, differences), node.receiveMessage(PATIENCE).weights());

    send(
        Parcel.changes(4, second, 3, second, Precision.FP32, OPTIONS),
        door,
        outcomes); // nothing to send
    assertEquals(4, node.receiveMessage(PATIENCE).label());
  }

  @Test
  void aDeltaOnWhatIsNotThereIsRefused() {
    TestProbe<WeightsReceiver.Arrived> node = KITS.get(1).createTestProbe();
    TestProbe<WeightsSender.Outcome> outcomes = KITS.get(0).createTestProbe();
    Weights weights = random(1, 10);
    send(
        Parcel.changes(2, weights, 1, weights, Precision.FP32, OPTIONS),
        door(KITS.get(1), node),
        outcomes);
    assertEquals(
        new WeightsSender.Outcome.Undelivered(2, "expected the base 1 but was nothing"),
        outcomes.receiveMessage(PATIENCE));
  }

  @Test
  void moreThanTheReceiverTakesIsRefused() {
    TestProbe<WeightsReceiver.Arrived> node = KITS.get(1).createTestProbe();
    TestProbe<WeightsSender.Outcome> outcomes = KITS.get(0).createTestProbe();
    Weights large = Weights.zeros(new Layout.Builder().add("a", List.of((1 << 24) + 1)).build());
    send(Parcel.full(1, large, Precision.FP32, OPTIONS), door(KITS.get(1), node), outcomes);
    var outcome =
        assertInstanceOf(
            WeightsSender.Outcome.Undelivered.class, outcomes.receiveMessage(PATIENCE));
    assertEquals("expected at most 16777216 numbers but was 16777217", outcome.reason());
  }

  @Test
  void moreTransfersThanTheReceiverTakesAtOnceWaitTheirTurn() {
    TestProbe<WeightsReceiver.Arrived> node = KITS.get(2).createTestProbe();
    TestProbe<WeightsSender.Outcome> outcomes = KITS.get(0).createTestProbe();
    ActorRef<WeightsReceiver.Command> door = door(KITS.get(2), node);
    Weights weights = random(1, 300_000);
    for (int label = 0; label < 6; label++) {
      send(Parcel.full(label, weights, Precision.FP32, OPTIONS), door, outcomes);
    }
    long labels = 0;
    for (int i = 0; i < 6; i++) {
      assertInstanceOf(WeightsSender.Outcome.Delivered.class, outcomes.receiveMessage(PATIENCE));
      labels |= 1L << node.receiveMessage(PATIENCE).label();
    }
    assertEquals(0b111111, labels);
  }

  @Test
  void aReceiverThatGoesEndsTheTransfer() {
    TestProbe<WeightsReceiver.Arrived> node = KITS.get(1).createTestProbe();
    TestProbe<WeightsSender.Outcome> outcomes = KITS.get(0).createTestProbe();
    ActorRef<WeightsReceiver.Command> there =
        KITS.get(1).spawn(WeightsReceiver.create(OPTIONS, node.ref()));
    KITS.get(1).stop(there);
    String address = ActorRefResolver.get(KITS.get(1).system()).toSerializationFormat(there);
    send(
        Parcel.full(1, random(1, 10), Precision.FP32, OPTIONS),
        ActorRefResolver.get(KITS.get(0).system()).resolveActorRef(address),
        outcomes);
    var outcome =
        assertInstanceOf(
            WeightsSender.Outcome.Undelivered.class, outcomes.receiveMessage(PATIENCE));
    assertTrue(outcome.reason().contains("gone"), outcome.reason());
  }
}
