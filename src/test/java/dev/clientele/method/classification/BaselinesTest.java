package dev.clientele.method.classification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.config.MethodConfig.Kind;
import dev.clientele.config.MethodConfig.Optimizer;
import dev.clientele.data.ClientData;
import dev.clientele.data.Federation;
import dev.clientele.diffusion.Workspace;
import dev.clientele.method.Method;
import dev.clientele.method.ServerState;
import dev.clientele.method.Visit;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What makes each baseline the method that it is. */
class BaselinesTest {
  private static final RandomKey KEY = Tiny.KEY;
  private static final double RATE = 0.05;

  private final Federation federation = Tiny.federation();
  private final ClientData client = federation.client(1);
  private final Workspace workspace = Tiny.workspace();
  private final ClassifierTask task = Tiny.task();
  private final ClassifierTask sgd = Tiny.task(Tiny.visit(Kind.SCAFFOLD, Optimizer.SGD, RATE, 1));

  @AfterEach
  void close() {
    workspace.close();
  }

  private Visit visit(Method method, Weights shared, Weights own) {
    return method.train(shared, own, client, KEY.child("visit"), workspace);
  }

  private Visit firstVisit(Method method) {
    return visit(method, method.start(KEY).shared(), method.newcomer());
  }

  private Weights personalised(Method method, Weights shared, Weights own) {
    return method.personalised(shared, own, client, KEY.child("end"), workspace);
  }

  private static Method fedAvg(ClassifierTask task) {
    return new Averaging("fedavg", task, 1, 0, 0);
  }

  @Test
  void everyMethodHasAsManyLocalSteps() {
    List<Method> methods =
        List.of(
            fedAvg(task),
            new Averaging("fedprox", task, 1, 0.1, 0),
            new Scaffold(sgd, 1, 1),
            new PrivateHead("fedper", task, 1, 0),
            new PrivateHead("fedrep", task, 1, 2),
            new DittoClassifier(task, 1),
            new PFedSd(task, 1),
            new LocalClassifier(task, 1));
    for (Method method : methods) {
      Visit visit = firstVisit(method);
      assertEquals(48, visit.images(), method.name());
      assertEquals(48, method.images(federation, 1, 0), method.name());
      assertEquals(method.uplink(), visit.update().layout(), method.name());
      assertEquals(method.personal(), visit.personal().layout(), method.name());
      assertEquals(visit, firstVisit(method), method.name());
      Weights shared = method.start(KEY).shared();
      assertEquals(task.layout(), method.model(shared, visit.personal()).layout());
      assertEquals(task.layout(), method.population(shared).layout());
      assertEquals(
          task.layout(), personalised(method, shared, visit.personal()).layout(), method.name());
    }
  }

  @Test
  void trainingLearns() {
    Weights shared = fedAvg(task).start(KEY).shared();
    ClassifierTrainer trainer = task.trainer(workspace, ClassifierPart.EVERYTHING);
    trainer.network().load(shared);
    double first = task.train(trainer, client.train(), 10, BatchLoss.CROSS_ENTROPY, KEY);
    task.train(trainer, client.train(), 150, BatchLoss.CROSS_ENTROPY, KEY);
    double later = task.train(trainer, client.train(), 10, BatchLoss.CROSS_ENTROPY, KEY);
    assertTrue(later < 0.8 * first, later + " after " + first);
  }

  @Test
  void theServerAddsTheMeanChange() {
    Method method = fedAvg(task);
    ServerState start = method.start(KEY);
    Visit visit = firstVisit(method);
    ServerState next = method.apply(start, visit.update());
    assertEquals(start.shared().plus(1, visit.update()), next.shared());
    assertEquals(next.shared(), next.average());
  }

  @Test
  void fedProxStaysNearer() {
    double free = firstVisit(fedAvg(sgd)).update().norm();
    double held = firstVisit(new Averaging("fedprox", sgd, 1, 10, 0)).update().norm();
    assertTrue(held < 0.9 * free, held + " and " + free);
  }

  @Test
  void onlyFineTuningChangesTheFinishedModel() {
    Weights shared = fedAvg(task).start(KEY).shared();
    Weights nothing = Weights.zeros(ClassifierMethod.NOTHING);
    assertEquals(shared, personalised(fedAvg(task), shared, nothing));
    assertNotEquals(
        shared, personalised(new Averaging("fedavg-tuned", task, 1, 0, 4), shared, nothing));
  }

  /** Without a correction a visit is federated averaging's, and then c_i is its mean gradient. */
  @Test
  void scaffoldKeepsTheMeanGradientAndCorrectsByIt() {
    Scaffold method = new Scaffold(sgd, 1, 0.5);
    ServerState start = method.start(KEY);
    Visit first = firstVisit(method);
    Visit plain = firstVisit(fedAvg(sgd));
    Weights change = first.update().project(task.layout());
    assertEquals(plain.update(), change);
    float[] control = first.personal().toArray();
    for (int i = 0; i < control.length; i++) {
      assertEquals(-change.at(i) / (6 * RATE), control[i], 1e-5);
    }
    ServerState next = method.apply(start, first.update());
    Weights estimate = next.shared().project(first.personal().layout());
    for (int i = 0; i < control.length; i++) {
      assertEquals(0.5 * control[i], estimate.at(i), 1e-6);
    }
    // With c = 0 and c_i = g, gradients are lower by g at every step: the change is larger by
    // steps * rate * g to first order; with c = c_i there is no correction.
    Visit corrected = visit(method, start.shared(), first.personal());
    assertNotEquals(change, corrected.update().project(task.layout()));
    Weights both = start.shared().project(task.layout()).and(first.personal());
    Weights balanced = visit(method, both, first.personal()).update().project(task.layout());
    assertTrue(balanced.plus(-1, change).norm() < 1e-4 * change.norm());
    assertEquals(8L * task.layout().size(), method.uplinkBytes(KEY, 3));
  }

  @Test
  void thePrivateLayerIsNotSent() {
    PrivateHead fedPer = new PrivateHead("fedper", task, 1, 0);
    Layout head = task.tensors(ClassifierPart.HEAD);
    assertEquals(head, fedPer.personal());
    assertFalse(fedPer.uplink().entries().stream().anyMatch(e -> head.has(e.name())));
    Visit visit = firstVisit(fedPer);
    assertNotEquals(fedPer.newcomer(), visit.personal());
    assertTrue(visit.update().norm() > 0);
    Weights shared = fedPer.start(KEY).shared();
    Weights mine = personalised(fedPer, shared, visit.personal());
    assertEquals(shared, mine.project(shared.layout()));
    assertNotEquals(visit.personal(), mine.project(head));
  }

  /** The private layer first, beside the received rest; then the rest, beside the new layer. */
  @Test
  void fedRepTrainsInTurn() {
    PrivateHead fedRep = new PrivateHead("fedrep", task, 1, 2);
    Weights shared = fedRep.start(KEY).shared();
    Visit visit = firstVisit(fedRep);
    ClassifierTrainer head = task.trainer(workspace, ClassifierPart.HEAD);
    head.network().load(shared, fedRep.newcomer());
    RandomKey key = KEY.child("visit").child("private");
    task.train(head, client.train(), 2, BatchLoss.CROSS_ENTROPY, key);
    assertEquals(head.network().weights(fedRep.personal()), visit.personal());
    assertEquals(shared, head.network().weights(shared.layout()));
  }

  @Test
  void dittosPersonalModelIsHeldNearTheSharedOne() {
    Weights shared = fedAvg(sgd).start(KEY).shared();
    double held = distance(new DittoClassifier(ditto(10), 1), shared);
    double free = distance(new DittoClassifier(ditto(0), 1), shared);
    assertTrue(held < 0.9 * free, held + " and " + free);
  }

  private static ClassifierTask ditto(double proximal) {
    return Tiny.task(Tiny.visit(Kind.DITTO, Optimizer.SGD, RATE, proximal));
  }

  private double distance(Method method, Weights shared) {
    Visit visit = visit(method, shared, method.newcomer());
    return method.model(shared, visit.personal()).plus(-1, shared).norm();
  }

  /** The first visit has no teacher, and the second learns from the first one's classifier. */
  @Test
  void pFedSdDistilsFromTheSecondVisitOn() {
    PFedSd method = new PFedSd(task, 1);
    Weights shared = method.start(KEY).shared();
    Visit first = firstVisit(method);
    assertEquals(firstVisit(fedAvg(task)).update().norm(), first.update().norm(), 1e-4);
    Visit second = visit(method, shared, first.personal());
    assertNotEquals(first.update(), second.update());
    Weights teacher = first.personal().project(task.layout());
    assertEquals(shared.plus(1, first.update()).norm(), teacher.norm(), 1e-3);
  }

  @Test
  void localTrainingSendsNothing() {
    LocalClassifier method = new LocalClassifier(task, 1);
    Visit visit = firstVisit(method);
    assertEquals(0, method.uplinkBytes(KEY, 0));
    assertNotEquals(method.newcomer(), visit.personal());
    assertEquals(visit.personal(), method.model(visit.update(), visit.personal()));
  }
}
