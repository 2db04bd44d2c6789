package dev.clientele.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
 * @param sessions the processes that worked on it, the first that began the run and one for each
 *     resumption; {@code start} is the first's, all else the last's
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
  "end",
  "sessions"
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
    String end,
    List<Session> sessions) {
  /**
   * One process's part.
   *
   * @param end null where it goes on, or ended without a word
   */
  @JsonPropertyOrder({"version", "commit", "host", "command", "start", "end"})
  public record Session(
      String version, String commit, String host, List<String> command, String start, String end) {}

  /** The manifest of a run that starts on this machine. */
  public static Manifest of(long seed, String device, List<String> command, Instant start) {
    Session session =
        new Session(
            Build.version(),
            Build.commit(),
            Build.host(),
            List.copyOf(command),
            start.toString(),
            null);
    return new Manifest(
        session.version(),
        session.commit(),
        seed,
        Build.jdk(),
        device,
        Build.nativeLibraries(),
        session.host(),
        session.command(),
        session.start(),
        null,
        List.of(session));
  }

  /**
   * The same for a run that goes on: with the sessions that its manifest.json tells of, and the
   * start of the first. A file that cannot be read tells of none.
   */
  public Manifest after(RunDirectory run) {
    List<Session> all = new ArrayList<>();
    Optional<JsonNode> before = JsonLog.text(run.manifest()).flatMap(JsonLog::object);
    before.ifPresent(json -> json.path("sessions").forEach(s -> all.add(session(s))));
    all.addAll(sessions);
    return with(all.getFirst().start(), end, all);
  }

  private static Session session(JsonNode json) {
    List<String> words = new ArrayList<>();
    json.path("command").forEach(word -> words.add(word.asText()));
    return new Session(
        json.path("version").asText(),
        json.path("commit").asText(),
        json.path("host").asText(),
        words,
        json.path("start").asText(),
        json.path("end").textValue());
  }

  /** The same once the run has ended. */
  public Manifest ended(Instant at) {
    List<Session> all = new ArrayList<>(sessions);
    Session last = all.removeLast();
    all.add(
        new Session(
            last.version(),
            last.commit(),
            last.host(),
            last.command(),
            last.start(),
            at.toString()));
    return with(start, at.toString(), all);
  }

  private Manifest with(String begun, String finished, List<Session> all) {
    return new Manifest(
        version,
        commit,
        seed,
        jdk,
        device,
        libraries,
        host,
        command,
        begun,
        finished,
        List.copyOf(all));
  }

  /** Writes manifest.json, whole or not at all. */
  public void write(RunDirectory run) {
    AtomicFile.write(run.manifest(), Json.pretty(this));
  }
}
