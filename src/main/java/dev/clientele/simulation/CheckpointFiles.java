package dev.clientele.simulation;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clientele.method.ServerState;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Safetensors;
import dev.clientele.tensor.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One checkpoint's files in one folder: {@code shared}, {@code average} and {@code
 * clients.safetensors} (every private tensor stacked over the clients, in the order of {@code
 * clients} in the state), and {@code state.json}, which holds the others' SHA-256 and its own. No
 * wall clock in any of them: equal runs write equal bytes.
 */
final class CheckpointFiles {
  static final String STATE = "state.json";

  private static final int FORMAT = 1;
  private static final List<String> TENSORS =
      List.of("shared.safetensors", "average.safetensors", "clients.safetensors");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private CheckpointFiles() {}

  static void write(Path folder, Checkpoint checkpoint) throws IOException {
    Position at = checkpoint.position();
    Safetensors.write(folder.resolve(TENSORS.get(0)), at.state().shared(), Map.of());
    Safetensors.write(folder.resolve(TENSORS.get(1)), at.state().average(), Map.of());
    Safetensors.write(folder.resolve(TENSORS.get(2)), stack(checkpoint.personal()), Map.of());

    ObjectNode json = JSON.createObjectNode();
    json.put("format", FORMAT);
    json.put("phase", at.phase().name());
    json.put("round", at.round());
    json.put("stateRound", at.state().round());
    json.put("virtualSeconds", at.virtualSeconds());
    json.put("scheduled", checkpoint.scheduled());
    json.set("counters", JSON.valueToTree(at.counters()));
    json.set("journal", JSON.valueToTree(new TreeMap<>(checkpoint.journal())));
    ArrayNode ids = json.putArray("clients");
    checkpoint.personal().keySet().forEach(ids::add);
    ObjectNode hashes = json.putObject("sha256");
    for (String name : TENSORS) {
      hashes.put(name, sha256(folder.resolve(name)));
    }
    hashes.put(STATE, sha256(json.toString()));
    Files.writeString(folder.resolve(STATE), json.toString());
  }

  /** Reads what {@link #write} wrote; an error says what is damaged. */
  static Checkpoint read(Path folder) throws IOException {
    ObjectNode json = state(folder.resolve(STATE));
    for (String name : TENSORS) {
      String expected = json.path("sha256").path(name).asText();
      requireEqual(folder.resolve(name), expected, sha256(folder.resolve(name)));
    }
    Weights shared = Safetensors.read(folder.resolve(TENSORS.get(0)));
    Weights average = Safetensors.read(folder.resolve(TENSORS.get(1)));
    Weights clients = Safetensors.read(folder.resolve(TENSORS.get(2)));
    int round = json.path("round").asInt();
    var state =
        new ServerState(json.path("stateRound").asInt(), shared, average, ServerState.nothing());
    Position position =
        new Position(
            Phase.valueOf(json.path("phase").asText()),
            round,
            json.path("virtualSeconds").asDouble(),
            JSON.treeToValue(json.path("counters"), Counters.class),
            state);
    SortedMap<String, Long> journal = new TreeMap<>();
    json.path("journal").properties().forEach(e -> journal.put(e.getKey(), e.getValue().asLong()));
    List<Integer> ids = new ArrayList<>();
    json.path("clients").forEach(id -> ids.add(id.asInt()));
    return new Checkpoint(
        position, json.path("scheduled").asBoolean(), journal, unstack(clients, ids));
  }

  private static ObjectNode state(Path file) throws IOException {
    JsonNode root = JSON.readTree(Files.readString(file));
    if (!(root instanceof ObjectNode json) || !(json.path("sha256") instanceof ObjectNode hashes)) {
      throw new IOException(file + ": expected a checkpoint's state");
    }
    if (json.path("format").asInt() != FORMAT) {
      throw new IOException(
          file + ": expected format " + FORMAT + " but was " + json.path("format"));
    }
    String expected = Optional.ofNullable(hashes.remove(STATE)).map(JsonNode::asText).orElse("");
    requireEqual(file, expected, sha256(json.toString()));
    return json;
  }

  private static void requireEqual(Path file, String expected, String actual) throws IOException {
    if (!actual.equals(expected)) {
      throw new IOException(file + ": expected SHA-256 " + expected + " but was " + actual);
    }
  }

  /** One tensor {@code [clients, shape...]} for every private tensor. */
  private static Weights stack(SortedMap<Integer, Weights> personal) {
    if (personal.isEmpty()) {
      return Weights.zeros(new Layout.Builder().build());
    }
    Layout one = personal.values().iterator().next().layout();
    Layout.Builder builder = new Layout.Builder();
    for (Layout.Entry e : one.entries()) {
      List<Integer> shape = new ArrayList<>(e.shape());
      shape.addFirst(personal.size());
      builder.add(e.name(), shape);
    }
    Layout all = builder.build();
    float[] values = new float[all.size()];
    int at = 0;
    for (Layout.Entry e : one.entries()) {
      for (Weights w : personal.values()) {
        w.copyTo(e.offset(), values, at, e.size());
        at += e.size();
      }
    }
    return Weights.adopt(all, values);
  }

  private static SortedMap<Integer, Weights> unstack(Weights all, List<Integer> ids) {
    Layout.Builder builder = new Layout.Builder();
    for (Layout.Entry e : all.layout().entries()) {
      builder.add(e.name(), e.shape().subList(1, e.shape().size()));
    }
    Layout one = builder.build();
    SortedMap<Integer, Weights> personal = new TreeMap<>();
    for (int i = 0; i < ids.size(); i++) {
      float[] values = new float[one.size()];
      for (Layout.Entry e : one.entries()) {
        int from = all.layout().entry(e.name()).offset() + i * e.size();
        all.copyTo(from, values, e.offset(), e.size());
      }
      personal.put(ids.get(i), Weights.adopt(one, values));
    }
    return personal;
  }

  private static String sha256(String text) {
    return HexFormat.of().formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest = digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
