package dev.clientele.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.method.Evaluation;
import dev.clientele.simulation.fault.Damage;
import dev.clientele.simulation.fault.FaultPlan;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.actor.testkit.typed.Effect;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which clients have an actor: those whose visit or adaptation is not settled. The test stands in
 * for the clients' actors and says in their place what they leave.
 */
class NodeTest {
  @TempDir private Path folder;

  private final TestInbox<Client.Event> server = TestInbox.create();
  private final TestInbox<PrivateStates> snapshots = TestInbox.create();
  private final SortedMap<Integer, ActorRef<Client.Command>> actors = new TreeMap<>();
  private ClientStates states;
  private BehaviorTestKit<Node.Command> node;

  @BeforeEach
  void start() {
    FakeFederation federation = FakeFederation.of(30, 3);
    FakeMethod method = new FakeMethod();
    states =
        ClientStates.create(folder.resolve("states.mv"), ClientLayouts.of(method, federation), 1);
    ClientWork work =
        new ClientWork(federation, method, new FakeEvaluation(), FaultPlan.NONE, RandomKey.of(1));
    node =
        BehaviorTestKit.create(
            Node.create(work, TestInbox.<ComputePool.Command>create().getRef(), states));
    node.run(new Node.Hold(0, Weights.zeros(FakeMethod.SHARED)));
    node.run(new Node.Hold(Node.FINISHED, Weights.zeros(FakeMethod.SHARED)));
    node.getAllEffects();
  }

  @AfterEach
  void stop() {
    states.close();
  }

  private static Weights state(float value) {
    return Weights.copyOf(FakeMethod.PERSONAL, new float[] {value, 0, 0, 0});
  }

  /** The messages that a client has got; its actor is the one that was made last. */
  private List<Client.Command> received(int client) {
    for (Effect effect : node.getAllEffects()) {
      if (effect instanceof Effect.SpawnedAnonymous<?> spawned) {
        actors.put(client, spawned.ref().unsafeUpcast());
      }
    }
    return node.childInbox(actors.get(client)).getAllReceived();
  }

  private void train(int client, long number) {
    node.run(
        new Node.Train(
            client, new Order(number, 0, 0, Damage.NONE), Use.Single.INSTANCE, server.getRef()));
    Client.Train train = assertInstanceOf(Client.Train.class, received(client).getLast());
    assertEquals(number, train.order().number());
  }

  /** Settles, and gives the question for what the client leaves. */
  private ActorRef<Client.State> settle(int client, long number, boolean keep) {
    node.run(new Node.Settle(client, number, keep));
    List<Client.Command> got = received(client);
    assertEquals(new Client.Settle(number, keep), got.getFirst());
    return assertInstanceOf(Client.TellState.class, got.getLast()).replyTo();
  }

  private void leave(ActorRef<Client.State> farewell, int client, float value) {
    farewell.tell(new Client.State(client, Optional.of(state(value)), Optional.empty()));
    node.runOne();
  }

  @Test
  void aClientHasAnActorFromItsOrderUntilItsVisitIsSettled() {
    train(4, 10);
    ActorRef<Client.Command> first = actors.get(4);
    leave(settle(4, 10, true), 4, 0.5f);
    assertEquals(List.of(Client.Leave.INSTANCE), received(4));
    assertEquals(Optional.of(state(0.5f)), states.now(4));
    train(4, 11);
    assertFalse(first.equals(actors.get(4)), "expected another actor");
  }

  @Test
  void aMeasurementLeavesNoActor() {
    node.run(new Node.Measure(7, 0, Evaluation.Depth.LOSS, server.getRef()));
    List<Client.Command> got = received(7);
    assertInstanceOf(Client.Measure.class, got.getFirst());
    assertEquals(Client.Leave.INSTANCE, got.getLast());
    node.run(new Node.Measure(7, 1, Evaluation.Depth.LOSS, server.getRef()));
    ActorRef<Client.Command> first = actors.get(7);
    received(7);
    assertFalse(first.equals(actors.get(7)), "expected another actor");
  }

  @Test
  void aClientThatIsCalledAgainStays() {
    train(4, 10);
    ActorRef<Client.State> first = settle(4, 10, true);
    train(4, 11);
    leave(first, 4, 1);
    assertEquals(List.of(), received(4));
    assertEquals(Optional.of(state(1)), states.now(4));
    ActorRef<Client.State> second = settle(4, 11, false);
    train(4, 12);
    ActorRef<Client.State> third = settle(4, 12, true);
    leave(second, 4, 1);
    assertEquals(List.of(), received(4), "it still has to say what the third visit left");
    leave(third, 4, 3);
    assertEquals(List.of(Client.Leave.INSTANCE), received(4));
    assertEquals(Optional.of(state(3)), states.now(4));
  }

  @Test
  void aSnapshotWaitsForWhatSettledVisitsLeave() {
    train(4, 10);
    train(5, 11);
    ActorRef<Client.State> farewell = settle(4, 10, true);
    node.run(new Node.Snapshot(snapshots.getRef()));
    assertFalse(snapshots.hasMessages());
    leave(farewell, 4, 2);
    assertTrue(snapshots.receiveMessage().now().has(4));
    node.run(new Node.Snapshot(snapshots.getRef())); // the other is at work, and as it was before
    assertFalse(snapshots.receiveMessage().now().has(5));
  }
}
