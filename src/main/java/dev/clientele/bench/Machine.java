package dev.clientele.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a measurement's reader must know about where it was made. */
public final class Machine {
  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");

  private Machine() {}

  /** The processor, the system and the Java virtual machine, in a line. */
  public static String describe() {
    return "%s, %d processors, %s %s %s, %s %s"
        .formatted(
            processor(),
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch"),
            System.getProperty("java.vm.name"),
            System.getProperty("java.runtime.version"));
  }

  private static String processor() {
    try {
      return Files.readAllLines(PROCESSOR).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown processor");
    } catch (IOException e) {
      return "unknown processor"; // not Linux
    }
  }
}
