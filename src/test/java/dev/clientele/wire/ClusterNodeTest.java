package dev.clientele.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.LoggingTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterNodeTest {
  private static final NodeIdentity IDENTITY =
      new NodeIdentity("1234", "amd64 avx2 256", "oneDNN 3.11", "5678");

  @TempDir private Path folder;

  private final List<ActorTestKit> nodes = new ArrayList<>();

  @AfterEach
  void stop() {
    TestCluster.stop(nodes);
  }

  private ActorTestKit start(String role, Optional<Path> keys, Config identity) {
    List<String> join = nodes.isEmpty() ? List.of() : List.of(address(nodes.getFirst()));
    NodeSettings settings = new NodeSettings("127.0.0.1", 0, List.of(role), join, keys);
    Config quick =
        identity
            .withFallback(ConfigFactory.parseResources("dev/clientele/wire/quick.conf"))
            .withFallback(settings.toConfig(IDENTITY))
            .withFallback(ConfigFactory.load());
    ActorSystem<Void> system =
        ActorSystem.create(
            Behaviors.empty(),
            NodeSettings.SYSTEM,
            ActorSystemSetup.create(
                BootstrapSetup.create(quick), WireSerializer.setup(Specimens.TYPES)));
    if (join.isEmpty()) {
      ClusterNode.joinSelf(system);
    }
    ActorTestKit kit = ActorTestKit.create(system);
    nodes.add(kit);
    return kit;
  }

  private static String address(ActorTestKit node) {
    Address address = Cluster.get(node.system()).selfMember().address();
    return address.getHost().orElseThrow() + ":" + address.getPort().orElseThrow();
  }

  private static long members(ActorTestKit node) {
    return StreamSupport.stream(
            Cluster.get(node.system()).state().getMembers().spliterator(), false)
        .filter(member -> member.status().equals(MemberStatus.up()))
        .count();
  }

  private static void await(int count, ActorTestKit node) {
    node.createTestProbe()
        .awaitAssert(
            Duration.ofSeconds(20),
            () -> {
              assertEquals(count, members(node));
              return null;
            });
  }

  @Test
  void onlyNodesWithKeysOfOneAuthorityTalk() throws Exception {
    Optional<Path> ours = Optional.of(Certificates.make(folder.resolve("ours")));
    Optional<Path> theirs = Optional.of(Certificates.make(folder.resolve("theirs")));
    ActorTestKit server = start(NodeSettings.SERVER, ours, ConfigFactory.empty());
    ActorTestKit stranger = start(NodeSettings.WORKER, theirs, ConfigFactory.empty());
    ActorTestKit plain = start(NodeSettings.WORKER, Optional.empty(), ConfigFactory.empty());
    ActorTestKit worker = start(NodeSettings.WORKER, ours, ConfigFactory.empty());
    await(2, worker);
    await(2, server);
    assertEquals(0, members(stranger));
    assertEquals(0, members(plain));

    TestProbe<Specimens.Message> probe = worker.createTestProbe();
    String address = ActorRefResolver.get(worker.system()).toSerializationFormat(probe.ref());
    ActorRef<Specimens.Message> remote =
        ActorRefResolver.get(server.system()).resolveActorRef(address);
    remote.tell(Specimens.nested());
    assertEquals(Specimens.nested(), probe.receiveMessage(Duration.ofSeconds(10)));
  }

  @Test
  void aNodeOfAnotherProtocolIsRefused() {
    refused(
        IDENTITY.toSettings(Protocol.VERSION + 1),
        "clientele.node.identity.protocol \"%d\" but was \"%d\""
            .formatted(Protocol.VERSION, Protocol.VERSION + 1));
  }

  @Test
  void aNodeThatComputesOtherBitsIsRefused() {
    refused(
        new NodeIdentity("1234", "amd64 avx512_core 512", "oneDNN 3.11", "9999").toSettings(),
        "processor \"amd64 avx2 256\" but was \"amd64 avx512_core 512\": the environment variable"
            + " ONEDNN_MAX_CPU_ISA");
  }

  private void refused(Config identity, String message) {
    ActorTestKit server = start(NodeSettings.SERVER, Optional.empty(), ConfigFactory.empty());
    await(1, server);
    LoggingTestKit.empty()
        .withMessageContains(message)
        .expect(
            server.system(),
            () -> {
              ActorTestKit stranger = start(NodeSettings.WORKER, Optional.empty(), identity);
              stranger
                  .system()
                  .getWhenTerminated()
                  .toCompletableFuture()
                  .orTimeout(20, TimeUnit.SECONDS)
                  .join();
              return null;
            });
    assertEquals(1, members(server));
  }

  @Test
  void keysThatAreNotThereAreAnError() {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new NodeSettings("127.0.0.1", 0, List.of(), List.of(), Optional.of(folder)));
    assertTrue(e.getMessage().contains(folder.resolve("ca.crt").toString()), e.getMessage());
  }

  @Test
  void aWorkerIsMorePatientThanTheServerTakesToDecide() {
    Config server = config(NodeSettings.SERVER);
    Config worker = config(NodeSettings.WORKER);
    String pause = "pekko.cluster.failure-detector.acceptable-heartbeat-pause";
    Duration decision =
        server
            .getDuration(pause)
            .plus(server.getDuration("pekko.cluster.split-brain-resolver.stable-after"));
    assertTrue(worker.getDuration(pause).compareTo(decision) > 0, decision::toString);
  }

  private static Config config(String role) {
    return new NodeSettings("127.0.0.1", 0, List.of(role), List.of(), Optional.empty())
        .toConfig(IDENTITY);
  }

  @Test
  void loopbackUnlessTheUserSaysOtherwise() {
    Config config = ConfigFactory.parseResources(NodeSettings.class, "cluster.conf");
    assertEquals("127.0.0.1", config.getString("pekko.remote.artery.canonical.hostname"));
    assertEquals("off", config.getString("pekko.actor.allow-java-serialization"));
  }
}
