package dev.clientele.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.config.MethodConfig.Kind;
import dev.clientele.config.MethodConfig.Update;
import dev.clientele.data.Federation;
import dev.clientele.diffusion.Workspace;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.network.Initializer;
import dev.clientele.network.Lora;
import dev.clientele.network.LoraTarget;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoraFineTuningTest {
  private static final RandomKey KEY = RandomKey.of(78);
  private static final DenoiserSpec NETWORK = Small.spec(0);
  private static final Lora LORA =
      Lora.on(2, 4, LoraTarget.ATTENTION, LoraTarget.TIME, LoraTarget.CONVOLUTION);

  private final Federation federation = Small.federation();
  private final Workspace workspace = Small.workspace();

  @AfterEach
  void close() {
    workspace.close();
  }

  private static Method method(int steps, Lora lora) {
    Training training = Small.training(Kind.FEDAVG, Update.JOINT, 1, 0, steps);
    return new LoraFineTuning(
        MethodFactory.create(NETWORK, null, training), NETWORK, lora, training);
  }

  @Test
  void aClientKeepsItsAdaptersAlone() {
    Method method = method(3, LORA);
    Weights shared = Small.random(method.shared(), KEY);
    Adaptation adaptation = method.adapt(shared, federation.client(4), KEY, workspace);
    assertEquals(method.adapted(), adaptation.personal().layout());
    assertEquals(method.adapted().size(), adaptation.parameters());
    assertTrue(
        adaptation.personal().layout().entries().stream().allMatch(e -> Lora.isAdapter(e.name())));
    Weights model = method.model(shared, adaptation.personal());
    assertEquals(NETWORK.layout(), model.layout());
    assertNotEquals(shared, model);
    assertEquals(
        model,
        method.personalised(shared, adaptation.personal(), federation.client(4), KEY, workspace),
        "what is measured");
    assertEquals(shared, method.population(shared));
    Weights fresh = Initializer.weights(method.adapted(), KEY);
    assertEquals(shared, method.model(shared, fresh));
    assertEquals("fedavg + LoRA fine-tuning", method.name());
    assertEquals(adaptation, method.adapt(shared, federation.client(4), KEY, workspace));
  }

  /** From a network that was trained a little, whose loss the adapters lower further. */
  @Test
  void adaptersLowerTheTrainingLoss() {
    Method untrained = method(1, LORA);
    Weights shared = untrained.start(KEY).shared();
    double before = untrained.adapt(shared, federation.client(4), KEY, workspace).loss();
    double after = method(60, LORA).adapt(shared, federation.client(4), KEY, workspace).loss();
    assertTrue(after < 0.9 * before, after + " after " + before);
  }

  @Test
  void adaptersThatFitNoLayerAreRefused() {
    Lora none = new Lora(2, 4, LORA.targets(), "no such layer");
    assertThrows(IllegalArgumentException.class, () -> method(1, none));
  }
}
