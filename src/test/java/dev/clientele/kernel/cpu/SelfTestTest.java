package dev.clientele.kernel.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SelfTestTest {
  /** The tests run with the launcher's options. */
  @Test
  void nothingBoxesHere() throws InterruptedException {
    assertEquals(List.of(), SelfTest.slow());
  }

  /**
   * With the default of 5, kernels stay boxed for ever where the C2 compiler is busy when they
   * start: pom.xml says why.
   */
  @Test
  void noKernelIsLeftToTheFirstCompiler() {
    HotSpotDiagnosticMXBean vm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    long queue = Long.parseLong(vm.getVMOption("Tier3DelayOn").getValue());
    assertTrue(queue >= 100_000, "expected Tier3DelayOn of at least 100,000 but was " + queue);
  }

  @Test
  void whatStopsAllocatingOnceItIsCompiledIsFine() throws InterruptedException {
    int[] calls = {0};
    float[][] keep = new float[1][];
    Optional<String> found = SelfTest.boxes("late", () -> allocateAtFirst(calls, keep), 5);
    assertEquals(Optional.empty(), found);
  }

  private static void allocateAtFirst(int[] calls, float[][] keep) {
    if (calls[0]++ < 150) {
      keep[0] = new float[1000];
    }
  }

  @Test
  void theSentenceNamesTheLoop() throws InterruptedException {
    float[][] keep = new float[1][];
    Optional<String> found = SelfTest.boxes("a bad loop", () -> keep[0] = new float[1000], 3);
    assertTrue(found.orElse("nothing").contains(" bytes a call of a bad loop: "), found.toString());
  }
}
