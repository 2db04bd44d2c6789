package dev.clientele.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.WeightedMean;
import dev.clientele.tensor.Weights;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class AdapterMeanTest {
  private static final RandomKey KEY = RandomKey.of(32);

  private static Lora lora(int rank) {
    return Lora.on(rank, 2, LoraTarget.ATTENTION, LoraTarget.CONVOLUTION);
  }

  /** Ranks 1, 2 and 4, weighted 1 to 3, as PyTorch has them. */
  private static AdapterMean golden(Golden golden) {
    AdapterMean mean = new AdapterMean();
    int[] ranks = {1, 2, 4};
    for (int i = 0; i < 3; i++) {
      String prefix = "client" + i + ".";
      Layout.Builder names = new Layout.Builder();
      Weights part = golden.vectors().filter(name -> name.startsWith(prefix));
      part.layout().entries().forEach(e -> names.add(e.name().substring(8), e.shape()));
      mean.add(Weights.adopt(names.build(), part.toArray()), lora(ranks[i]), i + 1);
    }
    return mean;
  }

  @Test
  void isTheMeanOfTheProducts() throws IOException {
    Golden golden = Golden.read("adapter_mean");
    Weights change = golden(golden).change();
    for (Layout.Entry e : change.layout().entries()) {
      assertEquals(golden.vectors().layout().entry("mean." + e.name()).shape(), e.shape());
      golden.assertNear("mean." + e.name(), change.tensor(e.name()), 1e-6);
    }
  }

  @Test
  void theNearestAdaptersAreTheTruncatedSvd() throws IOException {
    Golden golden = Golden.read("adapter_mean");
    Lora two = new Lora(2, 5, lora(2).targets(), ".*");
    Weights nearest = golden(golden).adapters(two);
    Weights change = golden(golden).change();
    Weights made = Adapters.merge(Weights.zeros(change.layout()), nearest, two);
    for (Layout.Entry e : made.layout().entries()) {
      golden.assertNear("nearest." + e.name(), made.tensor(e.name()), 1e-5);
    }
  }

  /** A rank that holds the mean loses nothing, on every kind of layer; more rank is zero. */
  @Test
  void enoughRankIsExact() {
    AdaptedSpec one = new AdaptedSpec(Examples.conditioned(), LoraTest.everywhere(1));
    AdaptedSpec two = new AdaptedSpec(Examples.conditioned(), LoraTest.everywhere(2));
    AdapterMean mean = new AdapterMean();
    Weights base = Examples.weights(one.base().layout(), KEY);
    WeightedMean expected = new WeightedMean(base.layout());
    for (AdaptedSpec spec : new AdaptedSpec[] {one, two}) {
      Layout adapters = spec.layout().filter(Lora::isAdapter);
      Weights own = Examples.weights(adapters, KEY.child(spec.lora().rank()));
      mean.add(own, spec.lora(), spec.lora().rank());
      expected.add(Adapters.merge(base, own, spec.lora()), spec.lora().rank());
    }
    Lora four = LoraTest.everywhere(4);
    Weights adapters = mean.adapters(four);
    Weights made = Adapters.merge(base, adapters, four);
    double size = mean.change().norm();
    assertEquals(0, made.plus(-1, expected.mean()).norm() / size, 1e-6);
    Layout wanted = new AdaptedSpec(Examples.conditioned(), four).layout();
    assertEquals(
        adapters, adapters.project(wanted.filter(Lora::isAdapter)).project(adapters.layout()));
  }

  /** Two clients whose A's cancel: the mean of A's is zero, that of the products is not. */
  @Test
  void isNotTheProductOfTheMeans() {
    Layout layout =
        new AdaptedSpec(Examples.mlp(), LoraTest.everywhere(1)).layout().filter(Lora::isAdapter);
    Weights adapters = Examples.weights(layout, KEY);
    Weights mirrored = Weights.zeros(layout).plus(-1, adapters);
    AdapterMean mean = new AdapterMean();
    mean.add(adapters, LoraTest.everywhere(1), 1);
    Weights alone = mean.change();
    mean.add(mirrored, LoraTest.everywhere(1), 1);
    assertEquals(alone, mean.change());
  }

  @Test
  void aLayerWithoutAdapterIsUnchanged() throws IOException {
    Layout layout =
        new AdaptedSpec(Examples.mlp(), LoraTest.everywhere(1)).layout().filter(Lora::isAdapter);
    Weights adapters = Examples.weights(layout, KEY);
    AdapterMean mean = new AdapterMean();
    mean.add(adapters, LoraTest.everywhere(1), 1);
    Weights alone = mean.change();
    mean.add(adapters.filter(name -> !name.startsWith("output")), LoraTest.everywhere(1), 3);
    Weights output = alone.filter("output.weight"::equals);
    assertEquals(0, mean.change().project(output.layout()).plus(-0.25, output).norm(), 1e-6);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertEquals(0, new AdapterMean().change().size());
    Layout layout =
        new AdaptedSpec(Examples.mlp(), LoraTest.everywhere(1)).layout().filter(Lora::isAdapter);
    Weights halves = Weights.zeros(layout).filter(name -> !name.equals("output.lora_B.weight"));
    assertThrows(
        IllegalArgumentException.class,
        () -> new AdapterMean().add(halves, LoraTest.everywhere(1), 1));
  }
}
