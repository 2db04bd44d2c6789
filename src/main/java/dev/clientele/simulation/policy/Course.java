package dev.clientele.simulation.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Who is called when and what becomes of it, event by event in virtual time. Whoever drives it
 * {@link #open opens} it, looks at the {@link #next} event, finds out what is in the answer if it
 * is one, lets it {@link #happen}, and carries out the commands in their order; after a {@link
 * Command.Close} it reports the step as {@link #closed} and opens it again.
 *
 * <p>Mutable and not thread-safe, but a function of the setting and the verdicts alone; {@link
 * #state} and the constructor that takes one save it between any two events.
 */
public final class Course {
  private final Setting setting;
  private final Rules rules;
  private final PriorityQueue<Event> pending = new PriorityQueue<>();
  private final Map<Long, Call> inFlight = new LinkedHashMap<>();
  private final Set<Integer> busy = new HashSet<>();
  private final List<Settled> admitted = new ArrayList<>();
  private final Set<Integer> settled = new LinkedHashSet<>();
  private List<Integer> recent = List.of();
  private List<Command> commands = new ArrayList<>();
  private Tally tally = new Tally();
  private double now;
  private double opened;
  private int round;
  private long turn;
  private long calls;
  private long events;
  private boolean opening = true;
  private boolean closing;
  private boolean over;
  private boolean trying;
  private double idleSince = Double.NaN;

  /** A course that has not begun. */
  public Course(Setting setting) {
    this.setting = setting;
    this.rules = Rules.of(setting.policy());
    this.over = setting.rounds() == 0;
  }

  /** A course that goes on. */
  public Course(Setting setting, CourseState state) {
    this(setting);
    now = state.now();
    round = state.round();
    turn = state.turn();
    calls = state.calls();
    events = state.events();
    opened = state.opened();
    opening = state.opening();
    closing = state.closing();
    idleSince = state.idleSince();
    state.inFlight().forEach(seed -> launch(setting.planner().call(seed)));
    pending.addAll(state.pending());
    trying = state.pending().stream().anyMatch(event -> event.kind() == Event.Kind.TRY);
    state.admitted().forEach(answer -> admitted.add(restored(answer)));
    tally = Tally.of(state.counts());
    settled.addAll(state.settled());
    recent = state.recent();
    rules.restore(state.roundOpen(), turn, inFlight.values());
    over = round == setting.rounds();
  }

  private Settled restored(CourseState.Admitted answer) {
    return new Settled(
        setting.planner().call(answer.call()),
        VisitOutcome.COMPLETED,
        "",
        answer.seconds(),
        answer.staleness(),
        answer.samples(),
        answer.images(),
        answer.loss());
  }

  /** What it takes to go on from here. */
  public CourseState state() {
    return new CourseState(
        now,
        round,
        turn,
        calls,
        events,
        opened,
        rules.isOpen(),
        opening,
        closing,
        idleSince,
        inFlight.values().stream().map(Call::seed).toList(),
        pending.stream().sorted().toList(),
        admitted.stream().map(Course::saved).toList(),
        tally.so(),
        List.copyOf(settled),
        recent);
  }

  private static CourseState.Admitted saved(Settled s) {
    return new CourseState.Admitted(
        s.call().seed(), s.seconds(), s.staleness(), s.samples(), s.images(), s.loss());
  }

  /** Calls clients, at the beginning and after every step. */
  public List<Command> open() {
    opening = false;
    rules.open(this);
    return taken();
  }

  /** What happens next; empty at and during a step and once training is over. */
  public Optional<Event> next() {
    while (!pending.isEmpty() && isObsolete(pending.peek())) {
      pending.poll();
    }
    return opening || closing || over ? Optional.empty() : Optional.ofNullable(pending.peek());
  }

  private boolean isObsolete(Event event) {
    return event.kind() == Event.Kind.DEADLINE && !(event.number() == turn && rules.isOpen());
  }

  /** The call of a number that is not settled. */
  public Call inFlight(long number) {
    return inFlight.get(number);
  }

  /** All calls that are not settled, in their order. */
  public List<Call> inFlight() {
    return List.copyOf(inFlight.values());
  }

  /**
   * Lets the {@link #next} event happen.
   *
   * @param verdict on the answer, where the event is one
   */
  public List<Command> happen(Verdict verdict) {
    Event event = next().orElseThrow();
    pending.remove();
    now = event.seconds();
    switch (event.kind()) {
      case SETTLED -> settle(inFlight.remove(event.number()), verdict);
      case COPY -> tally.copy();
      case DEADLINE -> close();
      case TRY -> {
        trying = false;
        rules.open(this);
      }
    }
    return taken();
  }

  /** The step that is under way. */
  public Command.Close step() {
    boolean used = admitted.size() >= rules.quorum();
    return new Command.Close(tally.so(), used, round + 1, opened, now);
  }

  /** The server has taken its step. */
  public void closed() {
    closing = false;
    opening = true;
    round++;
    settled.addAll(recent);
    recent = settled.stream().limit(setting.remembered()).toList();
    settled.clear();
    admitted.clear();
    tally = new Tally();
    opened = now;
    over = round == setting.rounds();
    if (over) {
      pending.clear();
    }
  }

  private void settle(Call call, Verdict verdict) {
    events++;
    busy.remove(call.client());
    if (call.trains()) {
      commands.add(new Command.Keep(call));
    }
    if (call.answers() && call.fate().duplicated()) {
      double copy = now + call.fate().duplicateSeconds();
      pending.add(new Event(copy, Event.Kind.COPY, call.number()));
    }
    Settled result = judge(call, verdict);
    settled.add(call.client());
    if (result.outcome() == VisitOutcome.COMPLETED) {
      long place = rules.place(call, turn, admitted.size());
      admitted.add(result);
      commands.add(new Command.Add(call, place, result.staleness(), result.samples()));
    } else {
      note(result);
    }
    rules.settled(this, call);
  }

  private Settled judge(Call call, Verdict verdict) {
    int staleness = round - call.version();
    boolean late = !rules.isWelcome(call, turn);
    return switch (verdict) {
      case Verdict.Nothing _ ->
          new Settled(call, call.prospect(), "", now, staleness, 0, 0, Double.NaN);
      case Verdict.Failed(String reason) ->
          new Settled(call, VisitOutcome.FAILED, reason, now, staleness, 0, 0, Double.NaN);
      case Verdict.Unusable(String reason, long images, double loss) ->
          new Settled(call, VisitOutcome.REJECTED, reason, now, staleness, 0, images, loss);
      case Verdict.Usable(int samples, long images, double loss) -> {
        VisitOutcome outcome = VisitOutcome.COMPLETED;
        if (late) {
          outcome = VisitOutcome.LATE;
        } else if (staleness > setting.maxStaleness()) {
          outcome = VisitOutcome.STALE;
        }
        yield new Settled(call, outcome, "", now, staleness, samples, images, loss);
      }
    };
  }

  /** Ends the round, if it has what it needs; otherwise tries again or goes on without a step. */
  void close() {
    boolean enough = admitted.size() >= rules.quorum();
    rules.shut();
    if (!enough && tally.repeats() < rules.repeats()) {
      discard();
      tally.repeat();
      commands.add(Command.Discard.INSTANCE);
      rules.open(this);
      return;
    }
    if (enough) {
      admitted.forEach(this::note);
    } else {
      discard();
    }
    if (round + 1 == setting.rounds()) {
      abandonAll();
    }
    closing = true;
    commands.add(step());
  }

  private void discard() {
    admitted.forEach(answer -> note(answer.as(VisitOutcome.DISCARDED)));
    admitted.clear();
  }

  private void abandonAll() {
    for (Call call : inFlight.values()) {
      if (call.trains()) {
        commands.add(new Command.Forget(call));
      }
      int staleness = round - call.version();
      note(new Settled(call, VisitOutcome.UNFINISHED, "", now, staleness, 0, 0, Double.NaN));
    }
    inFlight.clear();
    busy.clear();
  }

  private void note(Settled result) {
    tally.add(result);
    commands.add(new Command.Note(result));
  }

  /** Draws up to {@code count} clients that can be called now, for a new turn. */
  int[] draw(int count) {
    turn++;
    int[] clients =
        setting
            .selection()
            .draw(turn, count, id -> !busy.contains(id) && setting.planner().reachable(id, now));
    if (clients.length > 0) {
      idleSince = Double.NaN;
    }
    return clients;
  }

  /** Plans a call of the current turn, without making it. */
  Call plan(int client) {
    return setting.planner().call(new Call.Seed(calls++, turn, client, round, now, -1));
  }

  /** Makes a call. */
  void send(Call call) {
    launch(call);
    pending.add(new Event(call.end(), Event.Kind.SETTLED, call.number()));
    commands.add(new Command.Send(call));
  }

  private void launch(Call call) {
    inFlight.put(call.number(), call);
    busy.add(call.client());
  }

  /** The current turn's time is up in so many seconds. */
  void deadline(double seconds) {
    if (Double.isFinite(seconds)) {
      pending.add(new Event(now + seconds, Event.Kind.DEADLINE, turn));
    }
  }

  /** Nobody can be called: looks again later. */
  void tryLater() {
    if (inFlight.isEmpty() && Double.isNaN(idleSince)) {
      idleSince = now;
    }
    if (now - idleSince > setting.patienceSeconds()) {
      giveUp("a client that can be called but was none");
    } else if (!trying) {
      trying = true;
      pending.add(new Event(now + setting.retrySeconds(), Event.Kind.TRY, turn));
    }
  }

  /** Gives up where nothing usable comes in: the server never waits for ever. */
  boolean isOutOfPatience() {
    boolean out =
        now - opened > setting.patienceSeconds() || tally.visits() > setting.patienceCalls();
    if (out) {
      giveUp("a full buffer but was " + admitted.size() + " usable answers");
    }
    return out;
  }

  private void giveUp(String what) {
    over = true;
    commands.add(
        new Command.GiveUp(
            "expected "
                + what
                + " in "
                + tally.visits()
                + " visits, from "
                + opened
                + " to "
                + now
                + " virtual seconds"));
  }

  private List<Command> taken() {
    List<Command> all = commands;
    commands = new ArrayList<>();
    return all;
  }

  /** Virtual seconds now. */
  public double now() {
    return now;
  }

  /** How many steps the server has taken. */
  public int round() {
    return round;
  }

  /** How many calls are settled. */
  public long events() {
    return events;
  }

  /** How many calls were made. */
  public long calls() {
    return calls;
  }

  int working() {
    return inFlight.size();
  }

  /** How many answers are in the fold. */
  public int answers() {
    return admitted.size();
  }

  /** Whether clients are to be called next. */
  public boolean isOpening() {
    return opening && !over;
  }

  /** Whether the server's step is under way. */
  public boolean isClosing() {
    return closing;
  }

  /** Whether all steps are taken. */
  public boolean isOver() {
    return over;
  }

  /** The different clients whose calls were settled last, the latest step's first. */
  public List<Integer> recent() {
    return recent;
  }
}
