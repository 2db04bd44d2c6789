package dev.clientele.theory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.config.TheoryConfig;
import dev.clientele.tensor.RandomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Whole experiments, small. */
class ExperimentTest {
  private static final TheoryConfig SMALL =
      new TheoryConfig(
          2,
          0.8,
          0.3,
          300,
          4,
          12,
          60,
          List.of(0.1, 0.9),
          List.of(2, 64),
          List.of(0.5, 2.0),
          List.of(100, 400),
          List.of(1, 4),
          List.of(0.3, 0.8));

  private static final class Recorder implements Laboratory {
    private final List<String> events = new ArrayList<>();
    private final int workers;
    private final int patience;
    private int steps;

    Recorder(int workers, int patience) {
      this.workers = workers;
      this.patience = patience;
    }

    @Override
    public int workers() {
      return workers;
    }

    @Override
    public void phase(String name, int count) {}

    @Override
    public void step(int done) {
      steps++;
    }

    @Override
    public void event(SequencedMap<String, ?> line) {
      events.add(line.toString());
    }

    @Override
    public boolean interrupted() {
      return steps >= patience;
    }
  }

  @Test
  void theSameFindingsWhateverTheThreads() {
    for (Experiment experiment :
        List.of(new MixingWeights(SMALL, RandomKey.of(1)), new Bridge(SMALL, RandomKey.of(1)))) {
      Recorder one = new Recorder(1, Integer.MAX_VALUE);
      Recorder three = new Recorder(3, Integer.MAX_VALUE);
      assertEquals(experiment.run(one), experiment.run(three));
      assertEquals(one.events, three.events);
      assertTrue(one.events.size() > 3);
    }
  }

  @Test
  void trajectoriesEndAtTheTruth() {
    Trajectories paths = Trajectories.of(SMALL);
    for (double[] path : paths.descent()) {
      assertEquals(0.8, path[60], 0.005);
    }
    for (double[] path : paths.maximisation()) {
      assertEquals(0.8, path[60], 1e-12);
    }
    assertEquals(0.1, paths.descent().getFirst()[0], 1e-15);
  }

  @Test
  void bothSidesOfTheBridgeAgree() {
    Findings findings = new Bridge(SMALL, RandomKey.of(1)).run(new Recorder(2, 1000));
    assertEquals(4, findings.summary().get("cells"));
    assertTrue((double) findings.summary().get("largestRelativeDifference") < 1e-12);
    assertEquals(4, findings.tables().getFirst().rows().size());
  }

  @Test
  void anExperimentStopsWhenItIsTold() {
    MixingWeights experiment = new MixingWeights(SMALL, RandomKey.of(1));
    Recorder impatient = new Recorder(2, 5);
    assertThrows(InterruptedExperiment.class, () -> experiment.run(impatient));
    assertEquals(5, impatient.steps);
  }

  @Test
  void aFailedJobIsTheExperimentsFailure() {
    List<Supplier<Integer>> jobs =
        List.of(
            () -> 1,
            () -> {
              throw new ArithmeticException("no");
            });
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class, () -> Parallel.inOrder(new Recorder(1, 9), "part", jobs));
    assertInstanceOf(ArithmeticException.class, e.getCause());
  }
}
