package dev.clientele.simulation;

import dev.clientele.diffusion.Workspace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Hands tasks to workers that ask for them: one at a time where they take a millisecond or more,
 * and up to {@link #LARGEST_BATCH} where they are so short that waking a worker would cost more
 * than the work. A worker that dies is replaced and its tasks done again, a bounded number of
 * times; tasks beyond the queue's bound are refused at once.
 */
final class ComputePool extends AbstractMatchingBehavior<ComputePool.Command> {
  static final int LARGEST_BATCH = 64;

  private static final long BATCH_NANOSECONDS = 1_000_000;

  sealed interface Command {}

  /** Do this when a worker is free. */
  record Submit(Task<?> task) implements Command {}

  /**
   * A worker has nothing to do.
   *
   * @param nanosecondsEach that its last tasks took; decides how many it gets next, and no result
   */
  record Ready(ActorRef<Worker.Command> worker, long nanosecondsEach) implements Command {}

  /** End the worker in this place, counted from 0, once it has finished its tasks. */
  record Kill(int place) implements Command {}

  private record Idle(ActorRef<Worker.Command> worker, int batch) {}

  private final Supplier<Workspace> workspaces;
  private final Plan.Computing plan;
  private final int bound;
  private final Map<ActorRef<Worker.Command>, Integer> places = new LinkedHashMap<>();
  private final Map<ActorRef<Worker.Command>, List<Attempt>> running = new LinkedHashMap<>();
  private final Deque<Idle> idle = new ArrayDeque<>();
  private final Deque<Attempt> waiting = new ArrayDeque<>();
  private int hired;
  private long submitted;

  private ComputePool(
      ActorContext<Command> context, Supplier<Workspace> workspaces, Plan.Computing plan) {
    super(context);
    context.setLoggerName(ComputePool.class);
    this.workspaces = workspaces;
    this.plan = plan;
    // Visits of the round and, beside them, one more kind of work, each within the window.
    this.bound = 2 * plan.ahead() + 1;
    for (int place = 0; place < plan.workers(); place++) {
      hire(place);
    }
  }

  static Behavior<Command> create(Supplier<Workspace> workspaces, Plan.Computing plan) {
    return ErrorsAsExceptions.in(
        Command.class, Behaviors.setup(context -> new ComputePool(context, workspaces, plan)));
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    return switch (command) {
      case Submit submit -> onSubmit(submit);
      case Ready ready -> onReady(ready);
      case Kill kill -> onKill(kill);
    };
  }

  @Override
  public Behavior<Command> onSignal(Signal signal) {
    return switch (signal) {
      case ChildFailed failed -> onWorkerDied(failed, failed.getCause());
      case Terminated terminated ->
          onWorkerDied(terminated, new IllegalStateException("the worker was stopped"));
      default -> Behaviors.unhandled();
    };
  }

  private Behavior<Command> onSubmit(Submit submit) {
    if (waiting.size() >= bound && idle.isEmpty()) {
      submit.task().fail("expected at most " + bound + " jobs to wait for a worker");
      return this;
    }
    submitted++;
    boolean doomed = plan.killEvery() > 0 && submitted % plan.killEvery() == 0;
    waiting.addLast(new Attempt(submit.task(), 1, doomed));
    return assign();
  }

  private Behavior<Command> onReady(Ready ready) {
    running.remove(ready.worker());
    long batch = BATCH_NANOSECONDS / Math.max(1, ready.nanosecondsEach());
    idle.addLast(new Idle(ready.worker(), Math.clamp(batch, 1, LARGEST_BATCH)));
    return assign();
  }

  private Behavior<Command> onKill(Kill kill) {
    places.forEach((worker, place) -> killIf(place == kill.place(), worker));
    return this;
  }

  private static void killIf(boolean condition, ActorRef<Worker.Command> worker) {
    if (condition) {
      worker.tell(Worker.Kill.INSTANCE);
    }
  }

  private Behavior<Command> onWorkerDied(Terminated signal, Throwable cause) {
    if (cause instanceof Worker.UnusableException unusable) {
      throw unusable;
    }
    ActorRef<Worker.Command> worker = signal.getRef().unsafeUpcast();
    getContext().getLog().warn("{} died and is replaced", worker.path().name(), cause);
    Integer place = places.remove(worker);
    idle.removeIf(free -> free.worker().equals(worker));
    List<Attempt> lost = running.remove(worker);
    hire(place);
    if (lost != null) {
      redo(lost.stream().filter(attempt -> !attempt.isDone()).toList(), cause);
    }
    return assign();
  }

  /** The first of them is what the worker died of, the others had not begun. */
  private void redo(List<Attempt> lost, Throwable cause) {
    lost.reversed().stream().limit(Math.max(0, lost.size() - 1L)).forEach(waiting::addFirst);
    if (lost.isEmpty()) {
      return;
    }
    Attempt first = lost.getFirst();
    if (first.number() < plan.attempts() || first.isDoomed()) {
      waiting.addFirst(first.next());
    } else {
      first.task().fail("lost its worker " + first.number() + " times: " + cause.getMessage());
    }
  }

  private Behavior<Command> assign() {
    while (!waiting.isEmpty() && !idle.isEmpty()) {
      Idle free = idle.removeFirst();
      int share = Math.ceilDiv(waiting.size(), plan.workers());
      List<Attempt> batch = new ArrayList<>();
      for (int i = Math.min(free.batch(), share); i > 0; i--) {
        batch.add(waiting.removeFirst());
      }
      running.put(free.worker(), batch);
      free.worker().tell(new Worker.Run(batch));
    }
    return this;
  }

  private void hire(int place) {
    ActorRef<Worker.Command> worker =
        getContext()
            .spawn(
                Worker.create(workspaces, getContext().getSelf()),
                "worker-" + place + "-" + hired++,
                DispatcherSelector.fromConfig("clientele.compute-dispatcher"));
    getContext().watch(worker);
    places.put(worker, place);
  }
}
