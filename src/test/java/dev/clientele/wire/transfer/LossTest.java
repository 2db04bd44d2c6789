package dev.clientele.wire.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Precision;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Offers, acceptances, chunks and acknowledgements that are lost or come twice. */
class LossTest {
  private static final ActorTestKit KIT = ActorTestKit.create();

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  private static Options options(int patienceMillis) {
    return new Options(
        100, 8, Duration.ofMillis(40), Duration.ofMillis(patienceMillis), 1 << 20, 4);
  }

  private static Weights weights() {
    return weights(10_001);
  }

  private static Weights weights(int size) {
    Layout layout = new Layout.Builder().add("a", List.of(size)).build();
    float[] values = new float[layout.size()];
    RandomKey.of(1).stream().fillGaussian(values);
    return Weights.adopt(layout, values);
  }

  @Test
  void everythingArrivesOnceAndWhole() {
    TestProbe<WeightsReceiver.Arrived> node = KIT.createTestProbe();
    TestProbe<WeightsSender.Outcome> outcomes = KIT.createTestProbe();
    Weights weights = weights();
    Options options = options(10_000);
    ActorRef<WeightsReceiver.Command> door =
        KIT.spawn(LossyLink.to(KIT.spawn(WeightsReceiver.create(options, node.ref()))));
    Parcel full = Parcel.full(1, weights, Precision.FP32, options);
    KIT.spawn(WeightsSender.create(full, options, door, outcomes.ref()));
    Duration patience = Duration.ofSeconds(20);
    assertEquals(weights, node.receiveMessage(patience).weights());
    assertInstanceOf(WeightsSender.Outcome.Delivered.class, outcomes.receiveMessage(patience));

    // A chunk that is added twice would show.
    Parcel twice = Parcel.differences(2, weights, 1, Precision.FP32, options);
    KIT.spawn(WeightsSender.create(twice, options, door, outcomes.ref()));
    assertEquals(weights.plus(1, weights), node.receiveMessage(patience).weights());
    assertInstanceOf(WeightsSender.Outcome.Delivered.class, outcomes.receiveMessage(patience));
    node.expectNoMessage(Duration.ofMillis(200));
  }

  /** In one size or another, every message is the one that is lost. */
  @Test
  void whateverIsLostBothSidesKnowTheEnd() {
    TestProbe<WeightsReceiver.Arrived> node = KIT.createTestProbe();
    TestProbe<WeightsSender.Outcome> outcomes = KIT.createTestProbe();
    Options options = options(10_000);
    int sizes = 30;
    for (int chunks = 1; chunks <= sizes; chunks++) {
      ActorRef<WeightsReceiver.Command> door =
          KIT.spawn(LossyLink.to(KIT.spawn(WeightsReceiver.create(options, node.ref()))));
      Weights weights = weights(100 * chunks);
      Parcel parcel = Parcel.full(chunks, weights, Precision.FP32, options);
      KIT.spawn(WeightsSender.create(parcel, options, door, outcomes.ref()));
    }
    for (int i = 0; i < sizes; i++) {
      Duration patience = Duration.ofSeconds(20);
      assertInstanceOf(WeightsSender.Outcome.Delivered.class, outcomes.receiveMessage(patience));
      WeightsReceiver.Arrived arrived = node.receiveMessage(patience);
      assertEquals(weights(100 * (int) arrived.label()), arrived.weights());
    }
    node.expectNoMessage(Duration.ofMillis(200));
  }

  @Test
  void aSenderAsksForTheEndThatItDidNotHear() {
    TestProbe<WeightsReceiver.Command> door = KIT.createTestProbe();
    TestProbe<Incoming.Command> incoming = KIT.createTestProbe();
    TestProbe<WeightsSender.Outcome> outcomes = KIT.createTestProbe();
    Options options = options(10_000);
    Parcel parcel = Parcel.full(1, weights(100), Precision.FP32, options);
    ActorRef<WeightsSender.Command> sender =
        KIT.spawn(WeightsSender.create(parcel, options, door.ref(), outcomes.ref()));
    sender.tell(new WeightsSender.Accept(incoming.ref()));
    incoming.receiveMessage();
    sender.tell(new WeightsSender.Acknowledge(0));
    outcomes.expectNoMessage(Duration.ofMillis(100));
    door.receiveSeveralMessages(2);
    sender.tell(WeightsSender.Complete.INSTANCE);
    assertInstanceOf(WeightsSender.Outcome.Delivered.class, outcomes.receiveMessage());
  }

  @Test
  void aReceiverSaysAgainThatEverythingIsThere() {
    TestProbe<WeightsReceiver.Arrived> node = KIT.createTestProbe();
    TestProbe<WeightsSender.Command> sender = KIT.createTestProbe();
    Options options = options(10_000);
    ActorRef<WeightsReceiver.Command> door = KIT.spawn(WeightsReceiver.create(options, node.ref()));
    Parcel parcel = Parcel.full(1, weights(100), Precision.FP32, options);
    WeightsReceiver.Offer offer = new WeightsReceiver.Offer(parcel.content(), sender.ref());
    door.tell(offer);
    sender.expectMessageClass(WeightsSender.Accept.class).to().tell(parcel.chunk(0));
    sender.expectMessage(new WeightsSender.Acknowledge(0));
    sender.expectMessage(WeightsSender.Complete.INSTANCE);
    node.receiveMessage();
    door.tell(offer);
    sender.expectMessage(WeightsSender.Complete.INSTANCE);
    node.expectNoMessage(Duration.ofMillis(100));
  }

  @Test
  void aReceiverThatIsSilentIsGivenUp() {
    TestProbe<WeightsSender.Outcome> outcomes = KIT.createTestProbe();
    ActorRef<WeightsReceiver.Command> silent = KIT.spawn(Behaviors.ignore());
    Options options = options(300);
    Parcel parcel = Parcel.full(1, weights(), Precision.FP32, options);
    KIT.spawn(WeightsSender.create(parcel, options, silent, outcomes.ref()));
    assertEquals(
        new WeightsSender.Outcome.Undelivered(1, "nothing was heard for PT0.3S"),
        outcomes.receiveMessage(Duration.ofSeconds(10)));
  }

  @Test
  void noMoreThanAWindowIsUnderWay() {
    TestProbe<WeightsReceiver.Command> door = KIT.createTestProbe();
    TestProbe<Incoming.Command> incoming = KIT.createTestProbe();
    TestProbe<WeightsSender.Outcome> outcomes = KIT.createTestProbe();
    Options options =
        new Options(100, 8, Duration.ofSeconds(30), Duration.ofSeconds(60), 1 << 20, 4);
    Parcel parcel = Parcel.full(1, weights(), Precision.FP32, options);
    ActorRef<WeightsSender.Command> sender =
        KIT.spawn(WeightsSender.create(parcel, options, door.ref(), outcomes.ref()));
    sender.tell(new WeightsSender.Accept(incoming.ref()));
    incoming.receiveSeveralMessages(8);
    incoming.expectNoMessage(Duration.ofMillis(100));
    sender.tell(new WeightsSender.Acknowledge(5));
    sender.tell(new WeightsSender.Acknowledge(5));
    incoming.receiveSeveralMessages(1);
    incoming.expectNoMessage(Duration.ofMillis(100));
  }
}
