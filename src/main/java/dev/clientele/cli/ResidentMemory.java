package dev.clientele.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the operating system says of a process. */
final class ResidentMemory {
  private static final Path PROCESSES = Path.of("/proc");

  private ResidentMemory() {}

  /** Resident memory in megabytes, or null where the system does not tell. */
  static Double megabytes() {
    return read("self", "VmRSS:");
  }

  /** The most that a process ever had, in megabytes, or null where the system does not tell. */
  static Double peakMegabytes(long pid) {
    return read(Long.toString(pid), "VmHWM:");
  }

  private static Double read(String process, String key) {
    try {
      for (String line : Files.readAllLines(PROCESSES.resolve(process).resolve("status"))) {
        if (line.startsWith(key)) {
          return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
        }
      }
    } catch (IOException e) {
      // Not Linux: there is no such file, and no other way without a native call.
    }
    return null;
  }
}
