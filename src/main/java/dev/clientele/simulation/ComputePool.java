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
 * Hands tasks to workers that ask for them: up to {@link #LARGEST_BATCH} where they are so short
 * that waking a worker would cost more than the work, otherwise one at a time. Where they take
 * milliseconds, the next one is given before it is asked for, so that a worker that ends a task
 * need not wait for this actor's thread; but not the last ones in the queue, which whoever is free
 * first takes, and none at a worker whose last one was long. A worker that dies is replaced and its
 * tasks done again, a bounded number of times; tasks beyond the queue's bound are refused at once.
 */
final class ComputePool extends AbstractMatchingBehavior<ComputePool.Command> {
  static final int LARGEST_BATCH = 64;

  private static final long BATCH_NANOSECONDS = 1_000_000;

  /** What takes longer does not lose much by a wait, and others would wait long behind it. */
  private static final long LONG_NANOSECONDS = 100_000_000;

  sealed interface Command {}

  /** Do this when a worker is free. */
  record Submit(Task<?> task) implements Command {}

  /**
   * A worker has done what it was given first, or is new.
   *
   * @param nanosecondsEach that its last tasks took; decides how many it gets next, and no result
   */
  record Ready(ActorRef<Worker.Command> worker, long nanosecondsEach) implements Command {}

  /** End the worker in this place, counted from 0, once it has finished its tasks. */
  record Kill(int place) implements Command {}

  /** A worker's place. */
  private static final class Seat {
    private final ActorRef<Worker.Command> worker;
    private final int place;

    /** Batches that it has not said are done: at most one that it works on and one more. */
    private final Deque<List<Attempt>> given = new ArrayDeque<>();

    /** Tasks that it is to get at once. */
    private int batch = 1;

    /** Whether it is to get a batch while it works on another. */
    private boolean ahead;

    Seat(ActorRef<Worker.Command> worker, int place) {
      this.worker = worker;
      this.place = place;
    }

    boolean canTakeAnother() {
      return ahead && given.size() == 1;
    }

    void give(List<Attempt> attempts) {
      given.addLast(attempts);
      worker.tell(new Worker.Run(attempts));
    }
  }

  private final Supplier<Workspace> workspaces;
  private final Plan.Computing plan;
  private final int bound;
  private final Map<ActorRef<Worker.Command>, Seat> seats = new LinkedHashMap<>();
  private final Deque<Seat> idle = new ArrayDeque<>();
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
    if (idle.isEmpty() && notBegun() >= bound) {
      submit.task().fail("expected at most " + bound + " jobs to wait for a worker");
      return this;
    }
    submitted++;
    boolean doomed = plan.killEvery() > 0 && submitted % plan.killEvery() == 0;
    waiting.addLast(new Attempt(submit.task(), 1, doomed));
    return assign();
  }

  /** Tasks that wait here or behind another one at a worker. */
  private int notBegun() {
    int all = waiting.size();
    for (Seat seat : seats.values()) {
      all += seat.given.size() > 1 ? seat.given.getLast().size() : 0;
    }
    return all;
  }

  private Behavior<Command> onReady(Ready ready) {
    Seat seat = seats.get(ready.worker());
    if (seat == null) {
      return this; // it died, which was heard first
    }
    seat.given.pollFirst();
    long each = Math.max(1, ready.nanosecondsEach());
    seat.batch = Math.clamp(BATCH_NANOSECONDS / each, 1, LARGEST_BATCH);
    seat.ahead = seat.batch == 1 && each < LONG_NANOSECONDS;
    if (seat.given.isEmpty()) {
      idle.addLast(seat);
    }
    return assign();
  }

  private Behavior<Command> onKill(Kill kill) {
    for (Seat seat : seats.values()) {
      if (seat.place == kill.place()) {
        seat.worker.tell(Worker.Kill.INSTANCE);
      }
    }
    return this;
  }

  private Behavior<Command> onWorkerDied(Terminated signal, Throwable cause) {
    if (cause instanceof Worker.UnusableException unusable) {
      throw unusable;
    }
    ActorRef<Worker.Command> worker = signal.getRef().unsafeUpcast();
    getContext().getLog().warn("{} died and is replaced", worker.path().name(), cause);
    Seat seat = seats.remove(worker);
    idle.removeIf(free -> free.worker.equals(worker));
    hire(seat.place);
    List<Attempt> lost = seat.given.stream().flatMap(List::stream).toList();
    lost.reversed().forEach(attempt -> redo(attempt, cause));
    return assign();
  }

  /** What had begun is what the worker died of. */
  private void redo(Attempt attempt, Throwable cause) {
    switch (attempt.state()) {
      case DONE -> {}
      case WAITING -> waiting.addFirst(attempt);
      case BEGUN -> {
        if (attempt.number() < plan.attempts() || attempt.isDoomed()) {
          waiting.addFirst(attempt.next());
        } else {
          attempt
              .task()
              .fail("lost its worker " + attempt.number() + " times: " + cause.getMessage());
        }
      }
    }
  }

  private Behavior<Command> assign() {
    while (!waiting.isEmpty() && !idle.isEmpty()) {
      Seat free = idle.removeFirst();
      int share = Math.ceilDiv(waiting.size(), plan.workers());
      List<Attempt> batch = new ArrayList<>();
      for (int i = Math.min(free.batch, share); i > 0; i--) {
        batch.add(waiting.removeFirst());
      }
      free.give(batch);
    }
    for (Seat seat : seats.values()) {
      if (waiting.size() >= plan.workers() && seat.canTakeAnother()) {
        seat.give(List.of(waiting.removeFirst()));
      }
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
    seats.put(worker, new Seat(worker, place));
  }
}
