package dev.clientele.simulation;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clientele.method.Folded;
import dev.clientele.method.ServerState;
import dev.clientele.simulation.fold.FoldState;
import dev.clientele.simulation.policy.CourseState;
import dev.clientele.tensor.Safetensors;
import dev.clientele.tensor.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A checkpoint's content in a {@link SealedFolder}: tensors in safetensors files, of which there
 * are only those with something in them, and all else in the folder's JSON. Private tensors are in
 * tables with a row for each client, a table for each layout. No wall clock in any of them: equal
 * runs write equal bytes.
 */
final class CheckpointFiles {
  private static final int FORMAT = 3;

  /** A checkpoint that is whole, but not as this version writes them. */
  static final class OtherFormatException extends IOException {
    private static final long serialVersionUID = 1;

    OtherFormatException(String message) {
      super(message);
    }
  }

  private static final JsonMapper JSON = new JsonMapper();
  private static final String SHARED = "shared.safetensors";
  private static final String AVERAGE = "average.safetensors";
  private static final String MEMORY = "memory.safetensors";
  private static final String FOLD = "fold.safetensors";
  private static final String HELD = "held.safetensors";
  private static final String CLIENTS = "clients";
  private static final String BEFORE = "before";
  private static final List<String> SUMS = List.of("blocks", "block", "late");

  private CheckpointFiles() {}

  static void write(SealedFolder folder, Checkpoint checkpoint) throws IOException {
    Position at = checkpoint.position();
    ObjectNode json = JSON.createObjectNode();
    json.put("format", FORMAT);
    json.put("phase", at.phase().name());
    json.put("round", at.round());
    json.put("stateRound", at.state().round());
    json.put("virtualSeconds", at.virtualSeconds());
    json.put("scheduled", checkpoint.scheduled());
    json.set("counters", JSON.valueToTree(at.counters()));
    json.set("journal", JSON.valueToTree(new TreeMap<>(checkpoint.journal())));
    write(folder.file(SHARED), at.state().shared());
    write(folder.file(AVERAGE), at.state().average());
    if (!at.state().memory().layout().entries().isEmpty()) {
      write(folder.file(MEMORY), at.state().memory());
    }
    json.put(CLIENTS, SavedStates.write(folder, CLIENTS, checkpoint.states().now()));
    json.put(BEFORE, SavedStates.write(folder, BEFORE, checkpoint.states().before()));
    writeTraining(folder, json.putObject("training"), checkpoint);
    folder.seal(json);
  }

  private static void writeTraining(SealedFolder folder, ObjectNode json, Checkpoint checkpoint)
      throws IOException {
    Checkpoint.Training training = checkpoint.training();
    json.put("evaluated", training.evaluated());
    json.set("course", JSON.valueToTree(training.course()));
    ObjectNode versions = json.putObject("versions");
    for (Map.Entry<Integer, Weights> version : training.versions().entrySet()) {
      String name = SHARED;
      if (!version.getValue().equals(checkpoint.position().state().shared())) {
        name = "version-" + version.getKey() + ".safetensors";
        write(folder.file(name), version.getValue());
      }
      versions.put(version.getKey().toString(), name);
    }
    writeFold(folder, json.putObject("fold"), training.fold());
  }

  private static void writeFold(SealedFolder folder, ObjectNode json, FoldState fold)
      throws IOException {
    json.put("count", fold.count());
    json.put("weight", fold.weight());
    json.put("block", fold.block());
    if (!fold.sums().isEmpty()) {
      SequencedMap<String, double[]> sums = new LinkedHashMap<>();
      for (int i = 0; i < SUMS.size(); i++) {
        sums.put(SUMS.get(i), fold.sums().get(i));
      }
      Safetensors.writeDoubles(folder.file(FOLD), sums);
    }
    ArrayNode clients = json.putArray("clients");
    ArrayNode samples = json.putArray("samples");
    for (Folded.Received held : fold.held()) {
      clients.add(held.client());
      samples.add(held.samples());
    }
    if (!fold.held().isEmpty()) {
      write(
          folder.file(HELD),
          Stacks.stack(fold.held().stream().map(Folded.Received::update).toList()));
    }
  }

  private static void write(Path file, Weights weights) throws IOException {
    Safetensors.write(file, weights, Map.of());
  }

  /** The private tensors of a checkpoint that was just written. */
  static PrivateStates states(SealedFolder folder) throws IOException {
    return states(folder, JSON.readTree(folder.file(SealedFolder.STATE).toFile()));
  }

  private static PrivateStates states(SealedFolder folder, JsonNode json) throws IOException {
    return new PrivateStates(
        SavedStates.read(folder, CLIENTS, json.path(CLIENTS).asInt()),
        SavedStates.read(folder, BEFORE, json.path(BEFORE).asInt()));
  }

  /** Reads what {@link #write} wrote; an error says what is damaged. */
  static Checkpoint read(SealedFolder folder) throws IOException {
    ObjectNode json = folder.open();
    if (json.path("format").asInt() != FORMAT) {
      throw new OtherFormatException(
          "expected format " + FORMAT + " but was " + json.path("format"));
    }
    Weights shared = Safetensors.read(folder.file(SHARED));
    Weights memory =
        folder.has(MEMORY) ? Safetensors.read(folder.file(MEMORY)) : ServerState.nothing();
    ServerState state =
        new ServerState(
            json.path("stateRound").asInt(),
            shared,
            Safetensors.read(folder.file(AVERAGE)),
            memory);
    Position position =
        new Position(
            Phase.valueOf(json.path("phase").asText()),
            json.path("round").asInt(),
            json.path("virtualSeconds").asDouble(),
            JSON.treeToValue(json.path("counters"), Counters.class),
            state);
    return new Checkpoint(
        position,
        json.path("scheduled").asBoolean(),
        JSON.convertValue(json.path("journal"), new TypeReference<TreeMap<String, Long>>() {}),
        states(folder, json),
        readTraining(folder, json.withObject("training")));
  }

  private static Checkpoint.Training readTraining(SealedFolder folder, ObjectNode json)
      throws IOException {
    SortedMap<Integer, Weights> versions = new TreeMap<>();
    for (Map.Entry<String, JsonNode> version : json.withObject("versions").properties()) {
      Weights weights = Safetensors.read(folder.file(version.getValue().asText()));
      versions.put(Integer.parseInt(version.getKey()), weights);
    }
    return new Checkpoint.Training(
        JSON.treeToValue(json.path("course"), CourseState.class),
        readFold(folder, json.withObject("fold")),
        versions,
        json.path("evaluated").asInt());
  }

  private static FoldState readFold(SealedFolder folder, ObjectNode json) throws IOException {
    List<double[]> sums =
        folder.has(FOLD)
            ? List.copyOf(Safetensors.readDoubles(folder.file(FOLD)).values())
            : List.of();
    List<Folded.Received> held = new ArrayList<>();
    if (folder.has(HELD)) {
      int count = json.path("clients").size();
      List<Weights> updates = Stacks.unstack(Safetensors.read(folder.file(HELD)), count);
      for (int i = 0; i < count; i++) {
        held.add(
            new Folded.Received(
                json.path("clients").path(i).asInt(),
                updates.get(i),
                json.path("samples").path(i).asDouble()));
      }
    }
    return new FoldState(
        json.path("count").asInt(),
        json.path("weight").asDouble(),
        json.path("block").asLong(),
        sums,
        held);
  }
}
