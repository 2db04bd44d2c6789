package dev.clientele.method.classification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.config.RateSchedule;
import dev.clientele.config.WarmFedConfig;
import dev.clientele.config.WarmFedConfig.Classes;
import dev.clientele.config.WarmFedConfig.Personalisation;
import dev.clientele.data.ClientData;
import dev.clientele.data.Federation;
import dev.clientele.data.Images;
import dev.clientele.diffusion.Workspace;
import dev.clientele.method.Folded;
import dev.clientele.method.Memo;
import dev.clientele.method.Method;
import dev.clientele.method.ServerEffort;
import dev.clientele.method.ServerState;
import dev.clientele.method.ServerStep;
import dev.clientele.method.Visit;
import dev.clientele.network.Adapters;
import dev.clientele.network.Lora;
import dev.clientele.network.UNetSpec;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.WeightedMean;
import dev.clientele.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WarmFedTest {
  private static final RandomKey KEY = Tiny.KEY;

  private final Federation federation = Tiny.federation();
  private final Workspace workspace = Tiny.workspace();
  private final ClassifierTask task = Tiny.task();
  private final Generator generator = Tiny.generator(federation);

  @AfterEach
  void close() {
    workspace.close();
  }

  private WarmFed method(Personalisation personalisation) {
    WarmFedConfig config = Tiny.warmFed(0.5, Classes.REPORTED, personalisation);
    return new WarmFed(task, 1, generator, config, KEY.child("server"));
  }

  private Visit visit(Method method, Weights shared, int client, int round) {
    return method.train(
        shared,
        method.newcomer(),
        federation.client(client),
        KEY.child(round).child(client),
        workspace);
  }

  private Folded round(Method method, ServerState state, int number) {
    List<Folded.Received> updates = new ArrayList<>();
    WeightedMean mean = new WeightedMean(method.uplink());
    for (int client = 0; client < federation.registered(); client++) {
      Visit visit = visit(method, state.shared(), client, number);
      updates.add(new Folded.Received(client, visit.update(), visit.samples()));
      mean.add(visit.update(), visit.samples());
    }
    return new Folded(number, mean.mean(), updates);
  }

  private ServerState close(Method method, ServerState state, Folded round, int order) {
    return ServerWork.shuffled(
        method.close(state, round), RandomKey.of(order).stream(), Tiny::workspace);
  }

  @Test
  void theServersWorkGivesTheSameBitsInAnyOrder() {
    WarmFed method = method(Personalisation.DYNAMIC);
    ServerState start = method.start(KEY);
    Folded first = round(method, start, 1);
    ServerState once = close(method, start, first, 1);
    for (int order = 2; order < 4; order++) {
      assertEquals(once, close(method, start, first, order));
    }
    Folded second = round(method, once, 2);
    ServerState twice = close(method, once, second, 1);
    assertEquals(twice, close(method, once, second, 2));
    assertEquals(2, twice.round());
    assertEquals(once.memory(), twice.memory());
    assertNotEquals(once.shared(), twice.shared());
  }

  @Test
  void adaptersGoUpInTheFirstRoundAlone() {
    WarmFed method = method(Personalisation.DYNAMIC);
    ServerState start = method.start(KEY);
    Visit first = visit(method, start.shared(), 0, 1);
    Weights adapters = first.update().project(generator.adapters());
    assertTrue(adapters.norm() > 0);
    assertEquals(24, sum(first.update().tensor(WarmStart.COUNTS)));
    assertEquals(4L * method.uplink().size(), method.uplinkBytes(KEY, 0));
    assertEquals(first.images(), method.images(federation, 0, 0));
    ServerState next = close(method, start, round(method, start, 1), 1);
    Visit second = visit(method, next.shared(), 0, 2);
    assertEquals(0, second.update().project(generator.adapters()).norm());
    assertEquals(4L * task.layout().size(), method.uplinkBytes(KEY, 1));
    assertEquals(second.images(), method.images(federation, 0, 1));
    assertTrue(first.images() > second.images());
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float v : values) {
      sum += v;
    }
    return sum;
  }

  /** What it was sent, and images of the classes that the client has, as many as asked for. */
  @Test
  void theServerKeepsAdaptersAndWhatItDrew() {
    WarmFed method = method(Personalisation.DYNAMIC);
    ServerState start = method.start(KEY);
    Folded round = round(method, start, 1);
    Synthetic kept = new Synthetic(close(method, start, round, 1).memory());
    assertEquals(Set.of(0, 1, 2), kept.clients());
    for (Folded.Received received : round.updates()) {
      Weights adapters = received.update().project(generator.adapters());
      assertEquals(adapters, kept.adapters(received.client()));
      Images drawn = kept.images(received.client());
      assertEquals(12, drawn.count());
      float[] counts = received.update().tensor(WarmStart.COUNTS);
      for (int i = 0; i < drawn.count(); i++) {
        assertTrue(counts[drawn.label(i)] > 0);
      }
      Weights merged = Adapters.merge(generator.base(), adapters, generator.lora());
      assertNotEquals(generator.base(), merged);
    }
    assertEquals(36, kept.all().count());
  }

  @Test
  void theMeanOfTheTunedClassifiersIsTunedOnceMore() {
    WarmFed method = method(Personalisation.DYNAMIC);
    ServerState start = method.start(KEY);
    Folded round = round(method, start, 1);
    ServerState closed = close(method, start, round, 1);
    Images synthetic = new Synthetic(closed.memory()).all();
    WeightedMean mean = new WeightedMean(task.layout());
    Weights model = start.shared().project(task.layout());
    for (Folded.Received r : round.updates()) {
      Weights own = model.plus(1, r.update().project(task.layout()));
      RandomKey key = KEY.child("server").child("local tuning").child(r.client());
      mean.add(task.tuned(own, synthetic, 3, key, workspace), r.samples());
    }
    RandomKey key = KEY.child("server").child("tuning").child(0);
    assertEquals(
        task.tuned(mean.mean(), synthetic, 4, key, workspace), method.population(closed.shared()));
  }

  @Test
  void thePersonalisationsDiffer() {
    Weights shared = method(Personalisation.NONE).start(KEY).shared();
    Visit visit = visit(method(Personalisation.NONE), shared, 1, 1);
    assertEquals(
        shared.project(task.layout()), personal(Personalisation.NONE, shared, visit.personal()));
    Weights tuned = personal(Personalisation.FINE_TUNING, shared, visit.personal());
    Weights constant = personal(Personalisation.CONSTANT, shared, visit.personal());
    Weights dynamic = personal(Personalisation.DYNAMIC, shared, visit.personal());
    assertEquals(4, Set.of(shared.project(task.layout()), tuned, constant, dynamic).size());
    Weights newcomer = method(Personalisation.DYNAMIC).newcomer();
    assertEquals(tuned, personal(Personalisation.DYNAMIC, shared, newcomer));
  }

  private Weights personal(Personalisation personalisation, Weights shared, Weights own) {
    return method(personalisation)
        .personalised(shared, own, federation.client(1), KEY.child("end"), workspace);
  }

  @Test
  void aClientSendsItsAdaptersAndNothingOfTheBase() {
    WarmFed method = method(Personalisation.DYNAMIC);
    long adapters =
        method.uplink().entries().stream().filter(e -> Lora.isAdapter(e.name())).count();
    assertEquals(generator.adapters().entries().size(), adapters);
    assertEquals(task.layout().entries().size() + 1 + adapters, method.uplink().entries().size());
  }

  @Test
  void trainingOnSyntheticImagesAloneSendsNoClassifier() {
    WarmFedConfig config = Tiny.warmFed(1, Classes.BALANCED, Personalisation.NONE);
    SyntheticOnly method = new SyntheticOnly(task, generator, config, KEY.child("server"));
    ServerState start = method.start(KEY);
    Folded round = round(method, start, 1);
    ServerState closed = close(method, start, round, 1);
    assertEquals(closed, close(method, start, round, 5));
    Images synthetic = new Synthetic(closed.memory()).all();
    RandomKey key = KEY.child("server").child("training").child(0);
    assertEquals(
        task.tuned(method.population(start.shared()), synthetic, 6 + 3 + 4, key, workspace),
        method.population(closed.shared()));
    assertTrue(method.uplink().entries().stream().noneMatch(e -> task.layout().has(e.name())));
    assertEquals(new ServerEffort(8 * (6 + 3 + 4), 72), method.effort(closed));
    Visit later = visit(method, closed.shared(), 0, 2);
    assertEquals(0, later.update().norm());
    assertEquals(0, method.uplinkBytes(KEY, 1));
    assertEquals(0, method.images(federation, 0, 1));
    ServerState twice = close(method, closed, round(method, closed, 2), 1);
    RandomKey next = KEY.child("server").child("training").child(1);
    assertEquals(
        task.tuned(method.population(closed.shared()), synthetic, 6 + 4, next, workspace),
        method.population(twice.shared()));
    assertEquals(closed.memory(), twice.memory());
  }

  @Test
  void classesAreDrawnAsReportedOrInEqualNumbers() {
    float[] counts = new float[10];
    counts[2] = 6;
    counts[7] = 2;
    Synthesis reported =
        new Synthesis(generator, Tiny.warmFed(1.5, Classes.REPORTED, Personalisation.NONE), KEY);
    int[] labels = reported.labels(counts);
    assertEquals(12, labels.length);
    assertEquals(9, Arrays.stream(labels).filter(c -> c == 2).count());
    assertEquals(3, Arrays.stream(labels).filter(c -> c == 7).count());
    Synthesis balanced =
        new Synthesis(generator, Tiny.warmFed(5, Classes.BALANCED, Personalisation.NONE), KEY);
    for (int label = 0; label < 10; label++) {
      int c = label;
      assertEquals(4, Arrays.stream(balanced.labels(counts)).filter(l -> l == c).count());
    }
  }

  /** Without a workspace nothing can be computed, only remembered. */
  @Test
  void whatIsRememberedHasTheBitsOfWhatIsComputed() {
    WarmFedConfig config = Tiny.warmFed(0.5, Classes.REPORTED, Personalisation.NONE);
    Generator remembering = Tiny.generator(federation, new Recall(new Memo(20), "a test"));
    WarmStart start = new WarmStart(remembering, config, task.visit());
    ClientData data = federation.client(1);
    RandomKey key = KEY.child("visit");
    Weights expected =
        new WarmStart(generator, config, task.visit()).run(data, key, Tiny.workspace());
    assertEquals(expected, start.run(data, key, workspace));
    assertEquals(expected, start.run(data, key, null));
    assertThrows(NullPointerException.class, () -> start.run(data, key.child(1), null));
    assertThrows(NullPointerException.class, () -> start.run(federation.client(2), key, null));
    List<Folded.Received> updates = List.of(new Folded.Received(1, expected, 24));
    ServerStep.Job plain = new Synthesis(generator, config, KEY).jobs(updates).getFirst();
    Weights drawn = plain.run(workspace);
    ServerStep.Job job = new Synthesis(remembering, config, KEY).jobs(updates).getFirst();
    assertEquals(drawn, job.run(workspace));
    ServerStep.Job again = new Synthesis(remembering, config, KEY).jobs(updates).getFirst();
    assertEquals(drawn, again.run(null));
    ServerStep.Job other =
        new Synthesis(remembering, config, KEY.child(1)).jobs(updates).getFirst();
    assertThrows(NullPointerException.class, () -> other.run(null));
  }

  @Test
  void theServersOwnWorkIsCounted() {
    WarmFed method = method(Personalisation.DYNAMIC);
    ServerState start = method.start(KEY);
    assertEquals(ServerEffort.NONE, method.effort(start));
    ServerState once = close(method, start, round(method, start, 1), 1);
    // 8 images a step: 3 steps on each of 3 classifiers, 4 on their mean; 12 images drawn for each.
    assertEquals(new ServerEffort(8 * (3 * 3 + 4), 36), method.effort(once));
    ServerState twice = close(method, once, round(method, once, 2), 1);
    assertEquals(new ServerEffort(8 * (3 * 3 + 2 * 4), 36), method.effort(twice));
  }

  @Test
  void withoutAdapterStepsTheModelDrawsAsItIs() {
    WarmFedConfig c = Tiny.warmFed(1, Classes.REPORTED, Personalisation.NONE);
    WarmFedConfig none =
        new WarmFedConfig(
            c.lora(), 0, 4, 1e-2, RateSchedule.CONSTANT, 1, c.classes(), 3, 4, c.personalisation());
    Weights sent =
        new WarmStart(generator, none, task.visit()).run(federation.client(0), KEY, workspace);
    Weights adapters = sent.project(generator.adapters());
    assertEquals(generator.base(), Adapters.merge(generator.base(), adapters, generator.lora()));
    assertEquals(0, new WarmStart(generator, none, task.visit()).images());
  }

  @Test
  void aModelThatKnowsNoClassesIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Generator(
                UNetSpec.of(8, 8, 1, List.of(8), 1, List.of(), 0, 4, 0),
                generator.base(),
                generator.lora(),
                generator.adapters(),
                generator.sampler(),
                federation,
                Recall.NOTHING));
  }
}
