package dev.clientele.simulation;

import dev.clientele.diffusion.Workspace;
import java.util.ArrayDeque;
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
 * Hands tasks to workers that ask for them: one each, or a few where they are short. A worker that
 * dies is replaced and its task done again, a bounded number of times; tasks beyond the queue's
 * bound are refused at once.
 */
final class ComputePool extends AbstractMatchingBehavior<ComputePool.Command> {
  sealed interface Command {}

  /** Do this when a worker is free. */
  record Submit(Task<?> task) implements Command {}

  /** A worker has finished what it began, and may have {@code room} tasks in hand. */
  record Ready(ActorRef<Worker.Command> worker, int room) implements Command {}

  /** End the worker in this place, counted from 0, once it has finished its task. */
  record Kill(int place) implements Command {}

  /**
   * How large the pool is.
   *
   * @param workers how many threads compute
   * @param waiting how many tasks may wait for a worker
   * @param attempts how often a task is begun before its workers' deaths count as its failure
   */
  record Size(int workers, int waiting, int attempts) {}

  private record Attempt(Task<?> task, int number) {}

  private final Supplier<Workspace> workspaces;
  private final Size size;
  private final Map<ActorRef<Worker.Command>, Integer> places = new LinkedHashMap<>();
  private final Hands<ActorRef<Worker.Command>, Attempt> hands = new Hands<>();
  private final Deque<Attempt> waiting = new ArrayDeque<>();
  private int hired;

  private ComputePool(ActorContext<Command> context, Supplier<Workspace> workspaces, Size size) {
    super(context);
    context.setLoggerName(ComputePool.class);
    this.workspaces = workspaces;
    this.size = size;
    for (int place = 0; place < size.workers(); place++) {
      hire(place);
    }
  }

  static Behavior<Command> create(Supplier<Workspace> workspaces, Size size) {
    return ErrorsAsExceptions.in(
        Command.class, Behaviors.setup(context -> new ComputePool(context, workspaces, size)));
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
    if (waiting.size() >= size.waiting() && hands.free() == null) {
      submit.task().fail("expected at most " + size.waiting() + " jobs to wait for a worker");
      return this;
    }
    waiting.addLast(new Attempt(submit.task(), 1));
    return assign();
  }

  private Behavior<Command> onReady(Ready ready) {
    hands.ready(ready.worker(), ready.room());
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
    List<Attempt> lost = hands.lose(worker);
    hire(place);
    for (int i = lost.size() - 1; i >= 0; i--) {
      redo(lost.get(i), i == 0, cause);
    }
    return assign();
  }

  private void redo(Attempt lost, boolean begun, Throwable cause) {
    if (!begun) {
      waiting.addFirst(lost);
    } else if (lost.number() < size.attempts()) {
      waiting.addFirst(new Attempt(lost.task(), lost.number() + 1));
    } else {
      lost.task().fail("lost its worker " + lost.number() + " times: " + cause.getMessage());
    }
  }

  private Behavior<Command> assign() {
    ActorRef<Worker.Command> worker = waiting.isEmpty() ? null : hands.free();
    while (worker != null) {
      Attempt next = waiting.removeFirst();
      hands.give(worker, next);
      worker.tell(new Worker.Run(next.task()));
      worker = waiting.isEmpty() ? null : hands.free();
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
