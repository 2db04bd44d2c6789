package dev.clientele.wire;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;

/** Nodes of one cluster in this JVM, on sockets of the loopback interface. */
public final class TestCluster {
  private TestCluster() {}

  /**
   * Starts nodes and waits until each sees all.
   *
   * @param settings before the quick ones and cluster.conf
   */
  public static List<ActorTestKit> start(int nodes, Config settings, WireTypes types) {
    List<ActorTestKit> kits = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      kits.add(ActorTestKit.create(node(settings, types)));
    }
    Cluster first = Cluster.get(kits.getFirst().system());
    for (ActorTestKit kit : kits) {
      Cluster.get(kit.system()).manager().tell(Join.create(first.selfMember().address()));
    }
    TestProbe<Void> probe = kits.getFirst().createTestProbe();
    probe.awaitAssert(Duration.ofSeconds(20), () -> requireAllUp(kits));
    return kits;
  }

  private static ActorSystem<Void> node(Config settings, WireTypes types) {
    Config config =
        settings
            .withFallback(ConfigFactory.parseResources("dev/clientele/wire/quick.conf"))
            .withFallback(ConfigFactory.parseResources("dev/clientele/wire/cluster.conf"))
            .withFallback(ConfigFactory.load());
    return ActorSystem.create(
        Behaviors.empty(),
        "clientele",
        ActorSystemSetup.create(BootstrapSetup.create(config), WireSerializer.setup(types)));
  }

  private static Void requireAllUp(List<ActorTestKit> kits) {
    for (ActorTestKit kit : kits) {
      long up =
          StreamSupport.stream(Cluster.get(kit.system()).state().getMembers().spliterator(), false)
              .filter(member -> member.status().equals(MemberStatus.up()))
              .count();
      if (up != kits.size()) {
        throw new AssertionError("expected " + kits.size() + " nodes but was " + up);
      }
    }
    return null;
  }

  /** Ends all nodes. */
  public static void stop(List<ActorTestKit> kits) {
    kits.forEach(kit -> kit.system().terminate());
    CompletableFuture.allOf(
            kits.stream()
                .map(kit -> kit.system().getWhenTerminated().toCompletableFuture())
                .toArray(CompletableFuture[]::new))
        .orTimeout(30, TimeUnit.SECONDS)
        .join();
  }
}
