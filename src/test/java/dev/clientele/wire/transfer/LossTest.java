package dev.clientele.wire.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Precision;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import dev.clientele.tensor.Weights;
import dev.clientele.wire.WireMessage;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.BehaviorInterceptor;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Transfers whose offers and answers are lost at random, as full queues lose them. */
class LossTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Options OPTIONS =
      new Options(10, 4, Duration.ofMillis(10), Duration.ofSeconds(10), 1 << 20, 4);
  private static final Layout LAYOUT = new Layout.Builder().add("a", List.of(95)).build();

  private static final ActorTestKit KIT = ActorTestKit.create();

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  /** Loses every second message, on average, that would come from another node. */
  private static final class Loss<T> extends BehaviorInterceptor<T, T> {
    private final RandomStream chance;

    private Loss(Class<T> messages, RandomKey key) {
      super(messages);
      this.chance = key.stream();
    }

    @Override
    public Behavior<T> aroundReceive(
        TypedActorContext<T> context, T message, ReceiveTarget<T> target) {
      return message instanceof WireMessage && chance.nextDouble() < 0.5
          ? Behaviors.same()
          : target.apply(context, message);
    }
  }

  private static <T> Behavior<T> lossy(Class<T> messages, RandomKey key, Behavior<T> behavior) {
    return Behaviors.intercept(() -> new Loss<>(messages, key), behavior);
  }

  @Test
  void whatIsLostIsSaidAgainUntilBothSidesKnow() {
    TestProbe<WeightsReceiver.Arrived> node = KIT.createTestProbe();
    TestProbe<WeightsSender.Outcome> outcomes = KIT.createTestProbe();
    List<Weights> sent = IntStream.range(0, 100).mapToObj(LossTest::random).toList();
    for (int label = 0; label < sent.size(); label++) {
      RandomKey key = RandomKey.of(label);
      ActorRef<WeightsReceiver.Command> door =
          KIT.spawn(
              lossy(
                  WeightsReceiver.Command.class,
                  key.child("door"),
                  WeightsReceiver.create(OPTIONS, node.ref())));
      Parcel parcel = Parcel.full(label, sent.get(label), Precision.FP32, OPTIONS);
      KIT.spawn(
          lossy(
              WeightsSender.Command.class,
              key.child("sender"),
              WeightsSender.create(parcel, OPTIONS, door, outcomes.ref())));
    }
    for (int i = 0; i < sent.size(); i++) {
      assertInstanceOf(WeightsSender.Outcome.Delivered.class, outcomes.receiveMessage(PATIENCE));
      WeightsReceiver.Arrived arrived = node.receiveMessage(PATIENCE);
      assertEquals(sent.get((int) arrived.label()), arrived.weights());
    }
    node.expectNoMessage(Duration.ofMillis(100));
  }

  @Test
  void theEndOfATransferWithoutChunksIsSaidAgain() {
    TestProbe<WeightsReceiver.Arrived> node = KIT.createTestProbe();
    TestProbe<WeightsSender.Outcome> outcomes = KIT.createTestProbe();
    ActorRef<WeightsReceiver.Command> door = KIT.spawn(WeightsReceiver.create(OPTIONS, node.ref()));
    Weights weights = random(1);
    Parcel full = Parcel.full(1, weights, Precision.FP32, OPTIONS);
    KIT.spawn(WeightsSender.create(full, OPTIONS, door, outcomes.ref()));
    outcomes.receiveMessage(PATIENCE);
    for (int i = 0; i < 20; i++) {
      Parcel nothing = Parcel.changes(i + 2, weights, i + 1, weights, Precision.FP32, OPTIONS);
      KIT.spawn(
          lossy(
              WeightsSender.Command.class,
              RandomKey.of(i),
              WeightsSender.create(nothing, OPTIONS, door, outcomes.ref())));
      assertInstanceOf(WeightsSender.Outcome.Delivered.class, outcomes.receiveMessage(PATIENCE));
    }
  }

  private static Weights random(int seed) {
    float[] values = new float[LAYOUT.size()];
    RandomKey.of(seed).stream().fillGaussian(values);
    return Weights.adopt(LAYOUT, values);
  }
}
