package dev.clientele.simulation;

import dev.clientele.method.Method;
import dev.clientele.simulation.fold.Rule;
import dev.clientele.simulation.policy.Call;
import dev.clientele.simulation.policy.Policy;

/**
 * What the server will want of a visit's update, as far as it is known when the client is called: a
 * function of the call and the plan. It decides what travels between nodes, and no result.
 */
sealed interface Use {
  /** The update itself: always what is wanted of a client in the server's process. */
  enum Single implements Use {
    INSTANCE
  }

  /** Nothing but how the visit went: no answer will come, or it is sure to come too late. */
  enum Nothing implements Use {
    INSTANCE
  }

  /**
   * A sum with the other updates of its block, so that it is best made on the node where they are.
   *
   * @param turn of the round
   * @param block in the round's sum, counted from 0
   */
  record InBlock(long turn, long block) implements Use {}

  /**
   * What is wanted of a client on another node. A block can be known beforehand where all answers
   * of a round have their places when it begins: with a synchronous policy. FedBuff's answers get
   * theirs as they come in, so that neighbours are seldom from one node, and FedAsync moves the
   * model with each of them: they travel one by one. So do those that a robust rule or the method
   * compares with each other.
   *
   * <p>In a block are only visits that are settled before their round closes, if late answers are
   * not used: those with a place before the cohort's number (as long as the one before the last is
   * not admitted the round is open) that end before the deadline. Otherwise their node would keep
   * updates into later rounds.
   */
  static Use of(Call call, Plan plan, Method method) {
    Plan.Serving serving = plan.serving();
    if (!call.answers()) {
      return Nothing.INSTANCE;
    }
    if (!(serving.policy() instanceof Policy.Synchronous rounds)
        || !(serving.rule() instanceof Rule.Mean)
        || serving.mixing().isPresent()
        || method.keepsUpdates()) {
      return Single.INSTANCE;
    }
    boolean timely = call.end() <= call.start() + rounds.deadlineSeconds();
    if (timely && call.place() < rounds.cohort()) {
      return new InBlock(call.turn(), call.place() / plan.computing().block());
    }
    return timely || rounds.useLate() ? Single.INSTANCE : Nothing.INSTANCE;
  }
}
