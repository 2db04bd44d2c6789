package dev.clientele.simulation;

import dev.clientele.method.Method;
import dev.clientele.method.ServerState;
import dev.clientele.simulation.fold.Admission;
import dev.clientele.simulation.fold.Fold;
import dev.clientele.simulation.policy.Call;
import dev.clientele.simulation.policy.Course;
import dev.clientele.simulation.policy.Planner;
import dev.clientele.simulation.policy.Selection;
import dev.clientele.simulation.policy.Setting;
import dev.clientele.tensor.RandomKey;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/** All that a run is made of while it lasts. Mutable; belongs to the server's actor. */
final class RunState {
  final Simulation.Parameters parameters;
  final Plan plan;
  final Method method;
  final Journal journal;
  final RandomKey key;
  final Homes homes;
  final ActorRef<Outcome> replyTo;
  final ActorRef<ComputePool.Command> pool;
  final ActorRef<Node.Command> node;
  final ActorRef<Client.Event> events;
  final ActorRef<PrivateStates> snapshots;
  final Course course;
  final Fold fold;
  final Contributions contributions;
  final Flight flight;
  final Versions versions;
  final Admission admission;

  ServerState model;
  Phase phase = Phase.PRETRAINING;
  double now;
  Counters counters = Counters.ZERO;

  /** The last round after which there was an evaluation. */
  int evaluated;

  /** The private tensors as of the last checkpoint, in its files. */
  PrivateStates states = PrivateStates.NONE;

  /** Whether the last checkpoint is as of now. */
  boolean saved;

  boolean interrupted;

  /** Whether there is a checkpoint. */
  boolean resumable;

  /** When the current round or phase began, by the machine's clock. */
  long began = System.nanoTime();

  /**
   * @param store empty; gets the private tensors
   */
  private RunState(
      ActorContext<Server.Command> context,
      Simulation.Parameters parameters,
      ClientStates store,
      Homes homes,
      ActorRef<Outcome> replyTo) {
    this.parameters = parameters;
    this.plan = parameters.plan();
    this.method = parameters.method();
    this.journal = parameters.journal();
    this.key = RandomKey.of(plan.seed());
    this.homes = homes;
    this.replyTo = replyTo;
    parameters.resume().ifPresent(checkpoint -> states = checkpoint.states());
    store.restore(states);
    pool = context.spawn(ComputePool.create(parameters.workspaces(), plan.computing()), "pool");
    ClientWork work =
        new ClientWork(
            parameters.federation(), method, parameters.evaluation(), plan.fleet().faults(), key);
    node = context.spawn(homes.create(work, pool, store, plan), "node");
    context.watch(pool);
    context.watch(node);
    events = context.messageAdapter(Client.Event.class, Server.Heard::new);
    snapshots = context.messageAdapter(PrivateStates.class, Server.SnapshotTaken::new);
    Setting setting = setting();
    course =
        parameters
            .resume()
            .map(checkpoint -> new Course(setting, checkpoint.training().course()))
            .orElseGet(() -> new Course(setting));
    fold =
        new Fold(
            method.uplink(),
            plan.serving().rule(),
            plan.computing().block(),
            plan.serving().clipNorm(),
            method.keepsUpdates());
    ActorRef<Node.Summed> sums = context.messageAdapter(Node.Summed.class, Server.SumMade::new);
    contributions = new Contributions(fold, plan.computing().block(), node, sums);
    flight = new Flight(plan.computing().ahead(), this::isLight, this::begin);
    versions = new Versions(node, plan.serving().broadcast());
    admission = new Admission(method.uplink());
  }

  static RunState create(
      ActorContext<Server.Command> context,
      Simulation.Parameters parameters,
      ClientStates store,
      Homes homes,
      ActorRef<Outcome> replyTo) {
    RunState run = new RunState(context, parameters, store, homes, replyTo);
    parameters.resume().ifPresent(run::goOn);
    return run;
  }

  boolean isResumed() {
    return parameters.resume().isPresent();
  }

  private void goOn(Checkpoint from) {
    Position at = from.position();
    model = at.state();
    phase = at.phase();
    now = at.virtualSeconds();
    counters = at.counters();
    evaluated = from.training().evaluated();
    saved = true;
    resumable = true;
    journal.rewind(from.journal());
    fold.restore(from.training().fold());
    for (Call call : course.inFlight()) {
      versions.use(call, from.training().versions().get(call.version()));
      if (call.trains()) {
        flight.add(call);
      }
    }
  }

  private Setting setting() {
    Plan.Serving serving = plan.serving();
    int registered = parameters.federation().registered();
    Planner planner =
        new Planner(
            key,
            plan.fleet().devices(),
            plan.fleet().availability(),
            plan.fleet().faults(),
            seed -> method.images(parameters.federation(), seed.client(), seed.version()),
            (long) serving.broadcast().bytes() * method.shared().size(),
            this::bytesUp,
            serving.timeoutSeconds());
    return new Setting(
        serving.policy(),
        plan.rounds(),
        planner,
        new Selection(key, registered),
        serving.maxStaleness(),
        serving.retrySeconds(),
        serving.patienceSeconds(),
        serving.patienceCalls(),
        Math.min(plan.measuring().clients(), registered));
  }

  private long bytesUp(Call.Seed call) {
    return method.uplinkBytes(ClientWork.visit(key, call.turn(), call.client()), call.version());
  }

  private void begin(Call call) {
    Use use = homes.use(call, plan, method);
    node.tell(new Node.Train(call.client(), Order.of(call), use, events));
  }

  private boolean isLight(Call call) {
    return !(homes.use(call, plan, method) instanceof Use.Single);
  }

  Position position() {
    return new Position(phase, course.round(), now, counters, model);
  }

  Checkpoint checkpoint(boolean scheduled, Map<String, Long> marks, PrivateStates taken) {
    return new Checkpoint(
        position(),
        scheduled,
        marks,
        taken,
        new Checkpoint.Training(course.state(), fold.state(), versions.all(), evaluated));
  }

  /**
   * The seen clients that an evaluation measures. A fixed panel is drawn from a stream of its own.
   * Otherwise they are the different ones whose visits ended last, so that nobody's private tensors
   * are older than need be; then, where there were too few, the lowest numbers.
   */
  int[] measured() {
    int registered = parameters.federation().registered();
    int count = Math.min(plan.measuring().clients(), registered);
    if (plan.measuring().fixed()) {
      return key.child("panel").stream().sample(registered, count);
    }
    Set<Integer> chosen = new LinkedHashSet<>(course.recent());
    for (int id = 0; chosen.size() < count; id++) {
      chosen.add(id);
    }
    return chosen.stream().limit(count).mapToInt(Integer::intValue).toArray();
  }

  /** Whether there is a model of this client's own to measure: it trained, or keeps nothing. */
  boolean hasModel(int client) {
    boolean everybodyHas = plan.measuring().fixed() && method.personal().size() == 0;
    return everybodyHas || states.now().has(client);
  }

  /** The clients that only adapt. */
  int[] unseen() {
    int registered = parameters.federation().registered();
    Plan.Adapting adapting = plan.adapting();
    return IntStream.range(registered + adapting.from(), registered + adapting.to()).toArray();
  }

  /** Tells the machine's time since the current round or phase began. */
  void time(Phase of, long images) {
    double seconds = (System.nanoTime() - began) * 1e-9;
    journal.timing(new Timing(of, course.round(), seconds, images, homes.cluster()));
    began = System.nanoTime();
  }
}
