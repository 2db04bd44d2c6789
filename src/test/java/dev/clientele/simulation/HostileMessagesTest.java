package dev.clientele.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import com.typesafe.config.ConfigFactory;
import dev.clientele.Tries;
import dev.clientele.simulation.fault.Attack;
import dev.clientele.simulation.fault.Corruption;
import dev.clientele.simulation.fault.Damage;
import dev.clientele.tensor.RandomStream;
import dev.clientele.tensor.Weights;
import dev.clientele.wire.WireMessage;
import dev.clientele.wire.WireSerializer;
import java.io.NotSerializableException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The real messages between nodes, cut, altered and continued: a message or a clean error comes of
 * it, within the bound on memory, and the next good message is read as ever.
 */
class HostileMessagesTest {
  /** An error's texts and stack, and a new instance of Kryo in the place of the one that failed. */
  private static final long FIXED_BYTES = 400_000;

  /** A byte can stand for an object in a list. */
  private static final long BYTES_A_BYTE = 64;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static ActorSystem<Void> system;
  private static WireSerializer serializer;
  private static String manifest;
  private static List<WireMessage> messages;

  @BeforeAll
  static void start() throws Exception {
    system =
        ActorSystem.create(
            Behaviors.ignore(),
            "hostile",
            ActorSystemSetup.create(
                BootstrapSetup.create(
                    ConfigFactory.parseString(
                            "pekko.coordinated-shutdown.run-by-actor-system-terminate = off\n"
                                + "pekko.jvm-shutdown-hooks = off")
                        .withFallback(ConfigFactory.load())),
                WireSerializer.setup(ClusterTypes.all())));
    Serialization extension = SerializationExtension.get(system);
    serializer = (WireSerializer) extension.serializerFor(Station.Thanks.class);
    messages = messages(system.unsafeUpcast());
    manifest = serializer.manifest(messages.getFirst());
    for (int i = 0; i < 50; i++) { // classes are loaded and code is compiled before memory counts
      for (WireMessage message : messages) {
        offer(serializer.toBinary(message));
        offer(new byte[] {1});
      }
    }
  }

  @AfterAll
  static void stop() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  /** One of each kind, with all that can be in it. */
  private static List<WireMessage> messages(ActorRef<?> actor) {
    Weights weights = Weights.zeros(FakeMethod.SHARED);
    Cargo here = new Cargo(Optional.of(weights), OptionalLong.empty());
    Cargo coming = new Cargo(Optional.empty(), OptionalLong.of(-3));
    Order order = new Order(1L << 40, 7, 3, new Damage(Corruption.NAN, Attack.NONE, true));
    ActorRef<Station.Command> station = actor.unsafeUpcast();
    return List.of(
        new Station.Greet(actor.unsafeUpcast(), actor.unsafeUpcast()),
        new Station.Work(5, 6, new Errand.Train(2, order, Errand.After.KEEP, here)),
        new Station.Work(5, 6, new Errand.Train(2, order, Errand.After.SEND, Cargo.NONE)),
        new Station.Work(5, 6, new Errand.Adapt(2)),
        new Station.Sum(7, List.of(new Station.Term(5, 20, 0.5))),
        new Station.Waste(5),
        new Station.Forget(6),
        new Station.Thanks(List.of(5L, 6L)),
        new Placement.Present(station, actor.unsafeUpcast(), 8, 2),
        new Placement.Answer(
            station, 5, new Report.Trained(3, 20, 160, 0.25, Optional.of("no"), here, coming)),
        new Placement.Answer(station, 5, new Report.Adapted(64, 160, Double.NaN, here)),
        new Placement.Answer(station, 5, new Report.Failed("no luck")),
        new Placement.Summed(station, 7, here));
  }

  /** Reads the bytes; true where they are a message. */
  private static boolean offer(byte[] bytes) {
    try {
      assertInstanceOf(WireMessage.class, serializer.fromBinary(bytes, manifest));
      return true;
    } catch (NotSerializableException e) {
      return false;
    }
  }

  /** Reads the bytes within the bound on memory, and then every good message. */
  private static boolean survive(byte[] bytes) throws Exception {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    boolean read = offer(bytes);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertTrue(
        allocated <= FIXED_BYTES + BYTES_A_BYTE * bytes.length,
        () -> allocated + " bytes allocated for a message of " + bytes.length);
    for (WireMessage message : messages) {
      assertEquals(message, serializer.fromBinary(serializer.toBinary(message), manifest));
    }
    return read;
  }

  @Test
  void cutOffAnywhere() throws Exception {
    for (WireMessage message : messages) {
      byte[] whole = serializer.toBinary(message);
      for (int length = 0; length < whole.length; length++) {
        assertFalse(survive(Arrays.copyOf(whole, length)), message + " cut to " + length);
      }
    }
  }

  @Test
  void withMoreAfterTheEnd() throws Exception {
    for (WireMessage message : messages) {
      byte[] whole = serializer.toBinary(message);
      assertFalse(survive(Arrays.copyOf(whole, whole.length + 1)), message.toString());
      assertFalse(survive(Arrays.copyOf(whole, whole.length + 1_000_000)), message.toString());
    }
  }

  @Test
  void altered() {
    Tries.check(1500, random -> survive(altered(random)));
  }

  private static byte[] altered(RandomStream random) {
    byte[] bytes = serializer.toBinary(messages.get(random.nextInt(messages.size())));
    for (int left = Tries.between(random, 1, 8); left > 0; left--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  /**
   * Every single byte with its highest values, which is where lengths and numbers of classes are.
   */
  @Test
  void alteredByteByByte() throws Exception {
    for (WireMessage message : messages) {
      byte[] whole = serializer.toBinary(message);
      for (int at = 0; at < whole.length; at++) {
        for (int value : new int[] {0, 1, 0x7f, 0xff}) {
          byte[] bytes = whole.clone();
          bytes[at] = (byte) value;
          survive(bytes);
        }
      }
    }
  }
}
