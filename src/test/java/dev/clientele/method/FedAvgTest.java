package dev.clientele.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.config.MethodConfig.Update;
import dev.clientele.data.ClientData;
import dev.clientele.diffusion.Workspace;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FedAvgTest {
  private static final RandomKey KEY = RandomKey.of(14);

  private final ClientData data = Small.federation().client(2);
  private final Workspace workspace = Small.workspace();
  private final FedAvg method =
      new FedAvg(Small.spec(0).withClients(3), null, Small.training(Update.JOINT, 4, 0.1, 1));

  @AfterEach
  void close() {
    workspace.close();
  }

  @Test
  void everythingIsShared() {
    assertEquals("fedavg", method.name());
    assertEquals(Small.spec(0).layout(), method.shared());
    assertEquals(0, method.personal().entries().size());
    assertEquals(0, method.newcomer().size());
  }

  @Test
  void aVisitTrainsAllWeights() {
    Weights shared = Small.random(Small.spec(0), KEY);
    Visit visit = method.train(shared, method.newcomer(), data, KEY, workspace);
    assertEquals(method.shared(), visit.update().layout());
    assertTrue(visit.update().norm() > 0);
    assertEquals(0, visit.personal().size());
    assertEquals(24, visit.samples());
    assertEquals(4 * 8, visit.images());
    assertEquals(visit, method.train(shared, method.newcomer(), data, KEY, workspace));
    assertNotEquals(visit, method.train(shared, method.newcomer(), data, KEY.child(1), workspace));
  }

  /** Without its condition, SPIRE's visit is federated averaging's. */
  @Test
  void isSpireWithoutTheEmbedding() {
    Weights shared = Small.random(Small.spec(0), KEY);
    Visit visit = method.train(shared, method.newcomer(), data, KEY, workspace);
    Spire spire = new Spire(Small.spec(0), null, Small.training(Update.JOINT, 4, 1, 1));
    Weights start = shared.project(spire.shared());
    Visit same = spire.train(start, spire.newcomer(), data, KEY, workspace);
    double difference =
        same.update().project(visit.update().layout()).plus(-1, visit.update()).norm();
    assertTrue(difference < 1e-3 * visit.update().norm(), "was " + difference);
  }

  @Test
  void anUnseenClientUsesTheModelAsItIs() {
    Weights shared = Small.random(Small.spec(0), KEY);
    Adaptation adaptation = method.adapt(shared, data, KEY, workspace);
    assertEquals(0, adaptation.personal().size());
    assertEquals(0, adaptation.parameters());
    assertEquals(0, adaptation.images());
  }
}
