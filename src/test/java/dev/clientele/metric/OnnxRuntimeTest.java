package dev.clientele.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class OnnxRuntimeTest {
  /** What the native library sees; Java's own copy of the environment is from the start. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theTelemetryIsOffInTheProcess() throws Throwable {
    OnnxRuntime.environment();
    MemorySegment getenv = Linker.nativeLinker().defaultLookup().find("getenv").orElseThrow();
    MemorySegment name = Arena.ofAuto().allocateFrom("ORT_DISABLE_TELEMETRY");
    MemorySegment value =
        (MemorySegment)
            Linker.nativeLinker()
                .downcallHandle(
                    getenv, FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS))
                .invokeExact(name);
    assertEquals("1", value.reinterpret(8).getString(0));
  }
}
