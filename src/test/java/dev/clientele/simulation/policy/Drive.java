package dev.clientele.simulation.policy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.tensor.RandomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Drives a course to its end with verdicts that depend on the call alone, and keeps a record. */
final class Drive {
  final List<Command> commands = new ArrayList<>();
  final List<Settled> settled = new ArrayList<>();
  final List<Command.Close> closes = new ArrayList<>();
  final List<Call> sent = new ArrayList<>();
  private final Setting setting;
  private Course course;
  Optional<String> gaveUp = Optional.empty();

  private final double failures;

  private Drive(Setting setting, double failures) {
    this.setting = setting;
    this.failures = failures;
    this.course = new Course(setting);
  }

  static Drive through(Setting setting) {
    return through(setting, -1, 0.1);
  }

  /** The same, where every answer is usable. */
  static Drive luckily(Setting setting) {
    return through(setting, -1, 0);
  }

  /** The same, but saved and restored before every {@code every}th event. */
  static Drive through(Setting setting, int every) {
    return through(setting, every, 0.1);
  }

  private static Drive through(Setting setting, int every, double failures) {
    Drive drive = new Drive(setting, failures);
    drive.run(every);
    return drive;
  }

  private void run(int every) {
    double before = 0;
    for (int step = 1; !course.isOver(); step++) {
      assertTrue(step < 2_000_000, "expected an end");
      if (every > 0 && step % every == 0) {
        course = new Course(setting, course.state());
      }
      if (course.isClosing()) {
        course.closed();
        continue;
      }
      if (course.isOpening()) {
        obey(course.open());
        continue;
      }
      Event event = course.next().orElseThrow();
      assertTrue(event.seconds() >= before, "time ran backwards to " + event);
      before = event.seconds();
      boolean answer = event.kind() == Event.Kind.SETTLED;
      Call call = answer ? course.inFlight(event.number()) : null;
      obey(course.happen(answer && call.answers() ? verdict(call) : Verdict.Nothing.INSTANCE));
    }
  }

  private Verdict verdict(Call call) {
    double luck = RandomKey.of(call.number()).child(call.client()).stream().nextDouble();
    if (luck < failures / 2) {
      return new Verdict.Failed("no luck");
    }
    return luck < failures
        ? new Verdict.Unusable("not finite", call.images(), luck)
        : new Verdict.Usable(1 + call.client() % 3, call.images(), luck);
  }

  private void obey(List<Command> some) {
    commands.addAll(some);
    for (Command command : some) {
      switch (command) {
        case Command.Send(Call call) -> sent.add(call);
        case Command.Note(Settled result) -> settled.add(result);
        case Command.Close close -> closes.add(close);
        case Command.GiveUp(String reason) -> gaveUp = Optional.of(reason);
        default -> {}
      }
    }
  }

  Course course() {
    return course;
  }
}
