package dev.clientele.metric;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/**
 * Starts ONNX Runtime without its telemetry. Its official builds report to their maker by default:
 * on Linux and macOS they keep an identifier of the device in the user's home and upload events,
 * and parsing a command line of more than 8 kB for them crashes the process. A simulation of
 * private data tells nobody anything.
 */
final class OnnxRuntime {
  private static final String SWITCH = "ORT_DISABLE_TELEMETRY";

  private OnnxRuntime() {}

  /** The process's environment, which ONNX Runtime makes once. */
  static OrtEnvironment environment() throws OrtException {
    silence();
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    environment.setTelemetry(false); // Windows, where there is no such variable
    return environment;
  }

  /** Sets the variable for the native library, which reads it when it starts. */
  private static void silence() {
    Optional<MemorySegment> setenv = Linker.nativeLinker().defaultLookup().find("setenv");
    if (setenv.isEmpty()) {
      return;
    }
    FunctionDescriptor signature =
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    try (Arena arena = Arena.ofConfined()) {
      int failed =
          (int)
              Linker.nativeLinker()
                  .downcallHandle(setenv.get(), signature)
                  .invokeExact(arena.allocateFrom(SWITCH), arena.allocateFrom("1"), 1);
      if (failed != 0) {
        throw new IllegalStateException("expected to set " + SWITCH + " but was refused");
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("setenv failed", e);
    }
  }
}
