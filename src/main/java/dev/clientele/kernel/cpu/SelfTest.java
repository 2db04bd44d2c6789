package dev.clientele.kernel.cpu;

import com.sun.management.ThreadMXBean;
import dev.clientele.kernel.Buffer;
import dev.clientele.kernel.Convolution;
import dev.clientele.kernel.ConvolutionShape;
import dev.clientele.kernel.GroupNorm;
import dev.clientele.kernel.GroupNormShape;
import dev.clientele.kernel.MatrixProduct;
import dev.clientele.kernel.Step;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for what makes everything five to thirty times slower and shows in no result: loops whose
 * vectors the JVM's compiler keeps on the heap. (oneDNN's reference code is reported where it is
 * prepared: {@link OneDnn#step}.) It must wait until the loops are compiled, so it is done aside.
 */
public final class SelfTest {
  private static final Logger LOG = LoggerFactory.getLogger(SelfTest.class);

  private static final int RUNS = 100;

  /** A loop that boxes allocates at least a vector, 48 bytes, for each of its many turns. */
  private static final long MOST_BYTES = 256;

  private static final int ROUNDS = 400;
  private static final long PAUSE_MILLISECONDS = 50;

  private SelfTest() {}

  /** Tests aside, on a thread that does not keep the program alive; what it finds is logged. */
  public static void start() {
    Thread.ofPlatform().daemon().name("self-test").start(SelfTest::report);
  }

  private static void report() {
    try {
      slow().forEach(LOG::warn);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      LOG.warn("the test of this machine's speed did not finish", e);
    }
  }

  /**
   * Runs small operations until they are compiled, for at most 20 seconds each.
   *
   * @return a sentence for each that is slow, none where all is well
   */
  static List<String> slow() throws InterruptedException {
    List<String> found = new ArrayList<>();
    try (CpuKernels kernels = new CpuKernels()) {
      for (Map.Entry<String, Step> each : steps(kernels).entrySet()) {
        boxes(each.getKey(), each.getValue(), ROUNDS).ifPresent(found::add);
      }
    }
    return found;
  }

  /** The sentence where the operation still allocates when there was time to compile it. */
  static Optional<String> boxes(String name, Step step, int rounds) throws InterruptedException {
    if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)
        || !threads.isThreadAllocatedMemorySupported()) {
      return Optional.empty(); // another JVM, which does not tell
    }
    long bytes = Long.MAX_VALUE;
    for (int round = 0; round < rounds && bytes > MOST_BYTES; round++) {
      if (round > 0) {
        Thread.sleep(PAUSE_MILLISECONDS); // the compiler works in the background
      }
      bytes = bytesOf(threads, step);
    }
    return bytes <= MOST_BYTES
        ? Optional.empty()
        : Optional.of(
            "expected no allocation in compiled loops but was "
                + bytes
                + " bytes a call of "
                + name
                + ": its vectors are boxed, which makes runs many times slower; was the program"
                + " started by its launcher, on a JVM with the C2 compiler?");
  }

  private static long bytesOf(ThreadMXBean threads, Step step) {
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < RUNS; i++) {
      step.run();
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / RUNS;
  }

  /** One of each kind of loop that is ours. */
  private static Map<String, Step> steps(CpuKernels kernels) {
    Map<String, Step> steps = new LinkedHashMap<>();
    Buffer x = kernels.allocate(2048);
    Buffer y = kernels.allocate(2048);
    Buffer row = kernels.allocate(32);
    steps.put("SiLU", kernels.silu(x, y));
    GroupNorm norm = kernels.groupNorm(new GroupNormShape(1, 64, 32, 0, 8, 1e-5f, true, 0));
    steps.put("group normalisation", norm.forward(x, null, null, row, row, y));
    Convolution convolution =
        kernels.convolution(ConvolutionShape.same(1, 8, 8, 32, 32, 3, 1), true);
    Buffer weights = kernels.allocate(convolution.weightFloats());
    steps.put("Winograd's algorithm", convolution.forward(x, weights, row, null, false, y));
    MatrixProduct.Strides rows = MatrixProduct.rows(32);
    MatrixProduct small = MatrixProduct.single(16, 32, 32, rows, rows.transposed(), rows);
    Buffer square = kernels.allocate(1024);
    steps.put("small products", kernels.smallProduct(small, x, square, row, null, false, y));
    return steps;
  }
}
