package dev.clientele.sweep;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SequencedMap;

/** Names of cells' directories: they say what the cell is and stay when the grid grows. */
final class CellNames {
  /** File systems take 255 bytes; people and their terminals take less. */
  private static final int LONGEST = 120;

  private CellNames() {}

  static String of(SequencedMap<String, String> values, long seed) {
    StringBuilder exact = new StringBuilder();
    StringBuilder name = new StringBuilder();
    for (Map.Entry<String, String> value : values.entrySet()) {
      String key = value.getKey();
      exact.append(key).append('=').append(value.getValue()).append('\n');
      name.append(key.substring(key.lastIndexOf('.') + 1)).append('=');
      name.append(value.getValue()).append('_');
    }
    name.append("seed=").append(seed);
    String safe = name.toString().replaceAll("[^A-Za-z0-9._=+-]+", "-");
    if (safe.length() > LONGEST) {
      safe = safe.substring(0, LONGEST);
    }
    // Two keys with one last part, or two values that differ in what a name cannot hold.
    boolean whole = safe.contentEquals(name) && lastPartsDiffer(values);
    return whole ? safe : safe + "_" + hash(exact.append(seed).toString());
  }

  private static boolean lastPartsDiffer(SequencedMap<String, String> values) {
    long different =
        values.keySet().stream().map(k -> k.substring(k.lastIndexOf('.') + 1)).distinct().count();
    return different == values.size();
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
