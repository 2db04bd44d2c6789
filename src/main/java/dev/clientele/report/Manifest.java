package dev.clientele.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.SequencedMap;

/**
 * Where a run comes from: manifest.json. Nothing in it decides a result.
 *
 * @param version Clientele's version; "unknown" outside a built jar
 * @param commit the commit that it was built from, from the resource git.properties
 *     (git.commit.id); "unknown" where there is none
 * @param device what computed, in words
 * @param libraries native libraries and their versions
 * @param host the machine's name, system, and processors
 * @param command the command line's words
 * @param start ISO 8601, UTC
 * @param end the same; null while the run goes on
 */
@JsonPropertyOrder({
  "version",
  "commit",
  "seed",
  "jdk",
  "device",
  "libraries",
  "host",
  "command",
  "start",
  "end"
})
public record Manifest(
    String version,
    String commit,
    long seed,
    String jdk,
    String device,
    SequencedMap<String, String> libraries,
    String host,
    List<String> command,
    String start,
    String end) {

  /** The manifest of a run that starts on this machine. */
  public static Manifest of(long seed, String device, List<String> command, Instant start) {
    return new Manifest(
        Build.version(),
        Build.commit(),
        seed,
        Build.jdk(),
        device,
        Build.nativeLibraries(),
        Build.host(),
        List.copyOf(command),
        start.toString(),
        null);
  }

  /** The same once the run has ended. */
  public Manifest ended(Instant at) {
    return new Manifest(
        version, commit, seed, jdk, device, libraries, host, command, start, at.toString());
  }

  /** Writes manifest.json, whole or not at all. */
  public void write(RunDirectory run) {
    AtomicFile.write(run.manifest(), Json.pretty(this));
  }
}
