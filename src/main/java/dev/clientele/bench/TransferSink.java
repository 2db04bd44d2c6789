package dev.clientele.bench;

import dev.clientele.wire.transfer.Options;
import dev.clientele.wire.transfer.WeightsReceiver;
import java.io.PrintWriter;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;

/** The receiving JVM of a transfer that is measured: says what has arrived, a line each. */
public final class TransferSink {
  static final ServiceKey<WeightsReceiver.Command> DOOR =
      ServiceKey.create(WeightsReceiver.Command.class, "bench-transfer");

  private TransferSink() {}

  /**
   * @param out gets {@code arrived LABEL SHA-256}
   */
  public static Behavior<WeightsReceiver.Arrived> create(Options options, PrintWriter out) {
    return Behaviors.setup(
        context -> {
          ActorRef<WeightsReceiver.Command> door =
              context.spawn(WeightsReceiver.create(options, context.getSelf()), "door");
          context.getSystem().receptionist().tell(Receptionist.register(DOOR, door));
          return Behaviors.receiveMessage(arrived -> say(arrived, out));
        });
  }

  private static Behavior<WeightsReceiver.Arrived> say(
      WeightsReceiver.Arrived arrived, PrintWriter out) {
    out.println(line(arrived.label(), arrived.weights().sha256()));
    out.flush();
    return Behaviors.same();
  }

  /** What is said of weights that have arrived. */
  public static String line(long label, String sha256) {
    return "arrived " + label + " " + sha256;
  }
}
