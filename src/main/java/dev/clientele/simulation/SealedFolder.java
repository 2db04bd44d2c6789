package dev.clientele.simulation;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A folder of files under the seal of {@code state.json}, which holds the SHA-256 of every one of
 * them and its own.
 */
final class SealedFolder {
  static final String STATE = "state.json";

  private static final String SEAL = "sha256";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final Path folder;

  SealedFolder(Path folder) {
    this.folder = folder;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  boolean has(String name) {
    return Files.exists(file(name));
  }

  /** Writes the state, once all other files are there. */
  void seal(ObjectNode state) throws IOException {
    ObjectNode hashes = state.putObject(SEAL);
    for (String name : names()) {
      hashes.put(name, sha256(file(name)));
    }
    hashes.put(STATE, sha256(state.toString()));
    Files.writeString(file(STATE), state.toString());
  }

  /** The state, if all files are as they were sealed; an error says which is not. */
  ObjectNode open() throws IOException {
    Path file = file(STATE);
    String text = Files.readString(file);
    JsonNode root = JSON.readTree(text);
    if (!(root instanceof ObjectNode json) || !(json.path(SEAL) instanceof ObjectNode hashes)) {
      throw new IOException(file + ": expected a checkpoint's state");
    }
    if (!root.toString().equals(text)) { // such as a last digit that changes no number
      throw new IOException(file + ": expected the text as it was written");
    }
    String expected = Optional.ofNullable(hashes.remove(STATE)).map(JsonNode::asText).orElse("");
    requireEqual(file, expected, sha256(json.toString()));
    for (String name : names()) {
      if (!name.equals(STATE) && !hashes.has(name)) {
        throw new IOException(file(name) + ": expected no such file");
      }
    }
    for (var sealed : hashes.properties()) {
      Path each = file(sealed.getKey());
      requireEqual(each, sealed.getValue().asText(), sha256(each));
    }
    return json;
  }

  private SortedSet<String> names() throws IOException {
    SortedSet<String> names = new TreeSet<>();
    try (Stream<Path> paths = Files.list(folder)) {
      paths.forEach(path -> names.add(path.getFileName().toString()));
    }
    return names;
  }

  private static void requireEqual(Path file, String expected, String actual) throws IOException {
    if (!actual.equals(expected)) {
      throw new IOException(file + ": expected SHA-256 " + expected + " but was " + actual);
    }
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

  @Override
  public String toString() {
    return folder.toString();
  }
}
