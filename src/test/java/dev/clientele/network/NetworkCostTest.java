package dev.clientele.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.management.ThreadMXBean;
import dev.clientele.kernel.cpu.CpuKernels;
import dev.clientele.tensor.RandomKey;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Predicate;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** What networks cost: no slow kernels, no memory that grows. */
class NetworkCostTest {
  private static final RandomKey KEY = RandomKey.of(8);
  private static final int STEPS = 200;

  /** The networks whose speed is published, with attention on the last level. */
  private static UNetSpec published(int size) {
    return switch (size) {
      case 16 -> UNetSpec.of(16, 16, 1, List.of(16, 32), 1, List.of(1), 0, 8, 0);
      case 28 -> UNetSpec.of(28, 28, 1, List.of(32, 64, 64), 1, List.of(2), 0, 8, 0);
      default -> UNetSpec.of(32, 32, 3, List.of(64, 128, 128, 128), 1, List.of(3), 0, 8, 0);
    };
  }

  @ParameterizedTest
  @CsvSource({"16, true", "16, false", "28, true", "28, false", "32, true", "32, false"})
  void nothingRunsReferenceCode(int size, boolean winograd) {
    DenoiserSpec spec = published(size).withClients(1);
    assertEquals(List.of(), warnings(spec, size == 16 ? 32 : 8, winograd, tensor -> true));
  }

  @ParameterizedTest
  @CsvSource({"16, 4", "28, 4", "28, 8", "28, 16", "32, 4"})
  void noAdapterRunsReferenceCode(int size, int rank) {
    AdaptedSpec spec = new AdaptedSpec(published(size), LoraTest.everywhere(rank));
    assertEquals(List.of(), warnings(spec, 8, true, Lora::isAdapter));
  }

  private static List<String> warnings(
      DenoiserSpec spec, int batch, boolean winograd, Predicate<String> trained) {
    Logger logger = (Logger) LoggerFactory.getLogger("dev.clientele.kernel.cpu.OneDnn");
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    try (CpuKernels kernels = new CpuKernels(winograd)) {
      spec.prepare(kernels, batch, trained, false);
    } finally {
      logger.detachAppender(log);
    }
    return log.list.stream()
        .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  /** Resident memory: what oneDNN allocates by itself no counter of ours sees. */
  @Test
  void closedNetworksGiveTheirMemoryBack() {
    for (int i = 0; i < 8; i++) {
      build();
    }
    long before = residentBytes();
    long one = 0;
    for (int i = 0; i < 20; i++) {
      one = build();
    }
    long grown = residentBytes() - before;
    assertTrue(one > 8_000_000, "a network takes " + one);
    assertTrue(grown < 3 * one, "grew by " + grown + " over 20 networks of " + one);
  }

  private static long build() {
    UNetSpec spec = published(16).withClients(1);
    try (CpuKernels kernels = new CpuKernels()) {
      Denoiser denoiser = spec.prepare(kernels, 16, tensor -> true, false);
      new Adam(denoiser.network());
      denoiser.network().load(Examples.weights(spec.layout(), KEY));
      Examples.present(denoiser, KEY);
      denoiser.lossAndGradients(new float[16 * denoiser.imageSize()]);
      return kernels.allocatedBytes();
    }
  }

  private static long residentBytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Pointer.physicalBytes();
  }

  @Test
  void stepsAllocateNothing() {
    UNetSpec spec = Examples.conditioned();
    try (CpuKernels kernels = new CpuKernels()) {
      Denoiser denoiser = spec.prepare(kernels, 1, tensor -> true, false);
      Network network = denoiser.network();
      network.load(Examples.weights(spec.layout(), KEY));
      Optimizer optimizer = new Adam(network);
      optimizer.begin(tensor -> 1e-3);
      Examples.present(denoiser, KEY);
      float[] noise = Examples.gaussian(denoiser.imageSize(), KEY);
      Runnable step =
          () -> {
            denoiser.lossAndGradients(noise);
            network.clipGradients(1);
            optimizer.step();
          };
      long nativeBytes = kernels.allocatedBytes();
      long heap = Long.MAX_VALUE;
      // While the compiler is at work, vectors are boxed; on a busy machine that takes a while.
      long start = System.nanoTime();
      while (heap > 20_000 && System.nanoTime() - start < 30_000_000_000L) {
        heap = heapBytes(step) / STEPS;
      }
      assertEquals(nativeBytes, kernels.allocatedBytes());
      long nativeObjects = Pointer.totalCount();
      heapBytes(step);
      assertEquals(nativeObjects, Pointer.totalCount());
      assertTrue(heap <= 20_000, "a step allocates " + heap + " bytes on the heap");
    }
  }

  private static long heapBytes(Runnable step) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().threadId();
    long before = threads.getThreadAllocatedBytes(thread);
    for (int i = 0; i < STEPS; i++) {
      step.run();
    }
    return threads.getThreadAllocatedBytes(thread) - before;
  }
}
