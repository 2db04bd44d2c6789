package dev.clientele.bench;

import dev.clientele.wire.transfer.Options;
import dev.clientele.wire.transfer.Parcel;
import dev.clientele.wire.transfer.WeightsReceiver;
import dev.clientele.wire.transfer.WeightsSender;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.receptionist.Receptionist;

/** The sending JVM of a transfer that is measured; used by one thread that is no actor's. */
public final class TransferSource {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ActorSystem<Void> system;
  private final Options options;
  private int sent;

  public TransferSource(ActorSystem<Void> system, Options options) {
    this.system = system;
    this.options = options;
  }

  /** Waits for another JVM's {@link TransferSink}. */
  public ActorRef<WeightsReceiver.Command> findSink() throws InterruptedException {
    long start = System.nanoTime();
    while (System.nanoTime() - start < PATIENCE.toNanos()) {
      Optional<ActorRef<WeightsReceiver.Command>> found =
          listing().toCompletableFuture().join().getServiceInstances(TransferSink.DOOR).stream()
              .findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      Thread.sleep(50);
    }
    throw new IllegalStateException("expected a receiving JVM within " + PATIENCE);
  }

  private CompletionStage<Receptionist.Listing> listing() {
    return AskPattern.<Receptionist.Command, Receptionist.Listing>ask(
        system.receptionist(),
        replyTo -> Receptionist.find(TransferSink.DOOR, replyTo),
        PATIENCE,
        system.scheduler());
  }

  /** Sends a parcel and waits until it is there. */
  public WeightsSender.Outcome.Delivered send(
      Parcel parcel, ActorRef<WeightsReceiver.Command> sink) {
    CompletableFuture<WeightsSender.Outcome> outcome = new CompletableFuture<>();
    ActorRef<WeightsSender.Outcome> replyTo =
        system.systemActorOf(completing(outcome), "outcome-" + sent, Props.empty());
    system.systemActorOf(
        WeightsSender.create(parcel, options, sink, replyTo), "sender-" + sent++, Props.empty());
    return switch (outcome.join()) {
      case WeightsSender.Outcome.Delivered delivered -> delivered;
      case WeightsSender.Outcome.Undelivered(long label, String reason) ->
          throw new IllegalStateException("transfer " + label + " failed: " + reason);
    };
  }

  private static Behavior<WeightsSender.Outcome> completing(
      CompletableFuture<WeightsSender.Outcome> future) {
    return Behaviors.receiveMessage(
        outcome -> {
          future.complete(outcome);
          return Behaviors.stopped();
        });
  }
}
