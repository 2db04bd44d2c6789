package dev.clientele.simulation.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** {@link Policy.Synchronous}: a cohort at a time. */
final class RoundRules implements Rules {
  private static final Comparator<Call> ARRIVAL =
      Comparator.comparingDouble(Call::end).thenComparingLong(Call::number);

  private final Policy.Synchronous policy;
  private boolean open;
  private int outstanding;
  private long turn;

  RoundRules(Policy.Synchronous policy) {
    this.policy = policy;
  }

  @Override
  public void open(Course course) {
    if (open) {
      return;
    }
    int[] clients = course.draw(policy.called());
    if (clients.length == 0) {
      course.tryLater();
      return;
    }
    List<Call> calls = new ArrayList<>();
    for (int client : clients) {
      calls.add(course.plan(client));
    }
    open = true;
    outstanding = calls.size();
    turn = calls.getFirst().turn();
    placed(calls).forEach(course::send);
    course.deadline(policy.deadlineSeconds());
  }

  /**
   * Answers are summed in the order in which they will arrive, which is known now, so that a sum
   * over neighbouring places can be made anywhere without waiting for anybody else.
   */
  private static List<Call> placed(List<Call> calls) {
    List<Call> answers = new ArrayList<>(calls.stream().filter(Call::answers).toList());
    answers.sort(ARRIVAL);
    List<Call> placed = new ArrayList<>(calls);
    for (int place = 0; place < answers.size(); place++) {
      Call call = answers.get(place);
      placed.set((int) (call.number() - calls.getFirst().number()), call.at(place));
    }
    return placed;
  }

  @Override
  public void settled(Course course, Call call) {
    if (call.turn() == turn) {
      outstanding--;
    }
    if (open && (course.answers() >= policy.cohort() || outstanding == 0)) {
      course.close();
    }
  }

  @Override
  public boolean isWelcome(Call call, long now) {
    return policy.useLate() || (open && call.turn() == now);
  }

  @Override
  public long place(Call call, long now, int answers) {
    return call.turn() == now ? call.place() : -1;
  }

  @Override
  public int quorum() {
    return policy.quorum();
  }

  @Override
  public int repeats() {
    return policy.repeats();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void shut() {
    open = false;
  }

  @Override
  public void restore(boolean wasOpen, long now, Collection<Call> inFlight) {
    open = wasOpen;
    turn = now;
    outstanding = (int) inFlight.stream().filter(call -> call.turn() == now).count();
  }
}
