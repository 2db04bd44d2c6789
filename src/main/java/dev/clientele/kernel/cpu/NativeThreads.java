package dev.clientele.kernel.cpu;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * How many native threads the calling thread's oneDNN primitives use. A worker is one thread, and
 * workers are how this program is parallel: with more, workers would fight for cores and sums would
 * be split differently on every machine.
 */
final class NativeThreads {
  private NativeThreads() {}

  /**
   * Gives the calling thread one native thread, whatever OMP_NUM_THREADS says. OpenMP keeps the
   * number for each thread, so every worker calls it. oneDNN's library must be loaded.
   */
  static void one() {
    // oneDNN's own library brings its OpenMP runtime along, so a look-up in loaded libraries finds
    // it.
    Optional<MemorySegment> symbol = SymbolLookup.loaderLookup().find("omp_set_num_threads");
    if (symbol.isEmpty()) {
      throw new IllegalStateException(
          "expected oneDNN's OpenMP runtime to have omp_set_num_threads, but no loaded library has"
              + " it");
    }
    MethodHandle set =
        Linker.nativeLinker()
            .downcallHandle(symbol.get(), FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
    try {
      set.invokeExact(1);
    } catch (Throwable e) {
      throw new IllegalStateException("omp_set_num_threads failed", e);
    }
  }
}
