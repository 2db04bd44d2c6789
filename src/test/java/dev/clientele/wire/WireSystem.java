package dev.clientele.wire;

import com.typesafe.config.ConfigFactory;
import java.io.NotSerializableException;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;

/** An actor system with the specimens' serializer. */
final class WireSystem implements AutoCloseable {
  private final ActorSystem<Specimens.Message> system =
      ActorSystem.create(
          Behaviors.ignore(),
          "wire",
          ActorSystemSetup.create(
              BootstrapSetup.create(
                  ConfigFactory.parseString(
                          "pekko.coordinated-shutdown.run-by-actor-system-terminate = off\n"
                              + "pekko.jvm-shutdown-hooks = off")
                      .withFallback(ConfigFactory.load())),
              WireSerializer.setup(Specimens.TYPES)));

  ActorRef<Specimens.Message> actor() {
    return system;
  }

  WireSerializer serializer() throws NotSerializableException {
    Serialization extension = SerializationExtension.get(system);
    return (WireSerializer) extension.serializerFor(Specimens.Empty.class);
  }

  @Override
  public void close() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
