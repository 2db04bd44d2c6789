package dev.clientele.simulation;

import dev.clientele.tensor.Weights;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/** A sum that a node is to make, until it is with the server. Mutable; belongs to one actor. */
final class Summation {
  private final Node.Sum asked;
  final Bundle bundle;
  private Placement.Summed answer;
  private Weights arrived;
  private long task;
  private long sent;

  Summation(Node.Sum asked, Bundle bundle) {
    this.asked = asked;
    this.bundle = bundle;
  }

  List<Share> shares() {
    return asked.shares();
  }

  boolean isSent() {
    return task > 0;
  }

  long task() {
    return task;
  }

  void lose() {
    task = 0;
    answer = null;
    arrived = null;
  }

  void send(long newTask) {
    task = newTask;
    send();
  }

  /** Tells the station; again where an answer is late. */
  void send() {
    sent = System.nanoTime();
    bundle.home.tell(new Station.Sum(task, asked.shares().stream().map(this::term).toList()));
  }

  private Station.Term term(Share share) {
    return new Station.Term(bundle.member(share.number()).task(), share.samples(), share.factor());
  }

  boolean isOlderThan(long nanoseconds) {
    return System.nanoTime() - sent > nanoseconds;
  }

  void answer(Placement.Summed what) {
    answer = what;
  }

  void arrived(Weights weights) {
    arrived = weights;
  }

  boolean isComplete() {
    return answer != null && (answer.sum().here().isPresent() || arrived != null);
  }

  void end() {
    bundle.home.thank(task);
    bundle.home.sendThanks(); // a sum is large to be kept
    ActorRef<Node.Summed> server = asked.replyTo();
    server.tell(new Node.Summed(asked.id(), answer.sum().here().orElse(arrived)));
  }
}
