package dev.clientele.simulation.policy;

import java.util.Collection;

/** {@link Policy.Buffered}: a new call for each that is settled, a step for each full buffer. */
final class BufferRules implements Rules {
  private final Policy.Buffered policy;

  BufferRules(Policy.Buffered policy) {
    this.policy = policy;
  }

  @Override
  public void open(Course course) {
    while (course.working() < policy.concurrency()) {
      int[] clients = course.draw(1);
      if (clients.length == 0) {
        course.tryLater();
        return;
      }
      course.send(course.plan(clients[0]));
    }
  }

  /** A full buffer first: whoever is called next gets the new model. */
  @Override
  public void settled(Course course, Call call) {
    if (course.answers() == policy.buffer()) {
      course.close();
    } else if (!course.isOutOfPatience()) {
      open(course);
    }
  }

  @Override
  public boolean isWelcome(Call call, long turn) {
    return true;
  }

  @Override
  public long place(Call call, long turn, int answers) {
    return answers;
  }

  @Override
  public int quorum() {
    return policy.buffer();
  }

  @Override
  public int repeats() {
    return 0;
  }

  @Override
  public boolean isOpen() {
    return false;
  }

  @Override
  public void shut() {
    // There is no cohort to send away.
  }

  @Override
  public void restore(boolean open, long turn, Collection<Call> inFlight) {
    // Who is at work is all there is to know.
  }
}
