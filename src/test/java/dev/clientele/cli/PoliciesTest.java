package dev.clientele.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clientele.simulation.CheckpointStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real methods and networks under every policy, with every fault switched on together. */
class PoliciesTest {
  private static final List<String> STORM =
      List.of(
          "faults.dropout.before=0.1",
          "faults.dropout.during=0.1",
          "faults.crash.share=0.1",
          "faults.messages.lost=0.1",
          "faults.messages.delayed=0.2",
          "faults.messages.duplicated=0.2",
          "faults.messages.reordered=0.2",
          "faults.corrupted.share=0.1",
          "faults.stale-state=0.2",
          "faults.stragglers.share=0.2",
          "faults.byzantine.share=0.2",
          "faults.byzantine.attack=label-flip",
          "faults.outages.every-seconds=30",
          "faults.outages.seconds=3",
          "faults.kill-every=7",
          "policy.deadline-seconds=20",
          "policy.over-selection=0.5",
          "policy.quorum=2",
          "policy.late=use",
          "defence.clip-norm=5");

  @TempDir private Path folder;

  private Path run(String policy, String method, String network, int workers) throws IOException {
    List<String> settings = new ArrayList<>(STORM);
    settings.add("policy.kind=" + policy);
    settings.add("method.kind=" + method);
    settings.add("network.kind=" + network);
    settings.add("compute.workers=" + workers);
    settings.add("rounds=" + (policy.equals("fedasync") ? 10 : 4));
    return new Tiny(folder).run("workers-" + workers, settings.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "synchronous, spire, unet",
    "synchronous, spire, mlp",
    "synchronous, fedavg, unet",
    "synchronous, fedavg, mlp",
    "synchronous, fedprox, unet",
    "synchronous, fedprox, mlp",
    "fedbuff, spire, unet",
    "fedbuff, spire, mlp",
    "fedbuff, fedavg, unet",
    "fedbuff, fedavg, mlp",
    "fedbuff, fedprox, unet",
    "fedbuff, fedprox, mlp",
    "fedasync, spire, unet",
    "fedasync, spire, mlp",
    "fedasync, fedavg, unet",
    "fedasync, fedavg, mlp",
    "fedasync, fedprox, unet",
    "fedasync, fedprox, mlp"
  })
  void workersDoNotChangeOneByteAndOutcomesAddUp(String policy, String method, String network)
      throws IOException {
    Path one = run(policy, method, network, 1);
    EndToEndTest.assertSameResults(one, run(policy, method, network, 2));
    EndToEndTest.assertSameResults(one, run(policy, method, network, 4));
    assertAddsUp(one);
    assertEquals(method.equals("spire"), hasPrivateTensors(one));
  }

  private static void assertAddsUp(Path run) throws IOException {
    JsonNode summary = Tiny.summary(run);
    assertTrue(summary.at("/seen/figures/loss/own").asDouble() > 0, summary.toString());
    Map<String, Integer> lines = Tiny.outcomes(run);
    long visits = 0;
    for (Map.Entry<String, JsonNode> outcome : summary.path("outcomes").properties()) {
      if (lines.containsKey(outcome.getKey())) {
        assertEquals(lines.get(outcome.getKey()), outcome.getValue().asInt(), outcome.getKey());
        visits += outcome.getValue().asLong();
      }
    }
    assertEquals(summary.at("/outcomes/dispatched").asLong(), visits);
  }

  private static boolean hasPrivateTensors(Path run) throws IOException {
    return new CheckpointStore(run.resolve("checkpoint"), message -> {})
        .latest().states().now().groups().stream().anyMatch(group -> group.layout().size() > 0);
  }
}
