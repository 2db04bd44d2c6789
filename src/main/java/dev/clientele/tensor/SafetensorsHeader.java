package dev.clientele.tensor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A safetensors file's table of contents: a JSON object from tensor names to type, shape and place
 * in the data, and under {@code __metadata__} a map of strings. Nothing that it declares is
 * believed before it is held against the file's size.
 *
 * @param tensors in the order of their data
 */
record SafetensorsHeader(List<Tensor> tensors, SortedMap<String, String> metadata) {
  static final String METADATA = "__metadata__";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Element types that become floats; the others are refused. */
  enum Type {
    F64(8),
    F32(4),
    F16(2),
    BF16(2),
    I64(8),
    I32(4);

    final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }
  }

  /** One tensor: its data are the bytes {@code begin..end-1} after the header. */
  record Tensor(String name, Type type, List<Integer> shape, long begin, long end) {
    int count() {
      return (int) ((end - begin) / type.bytes);
    }
  }

  /**
   * @param json the header's bytes
   * @param size how many bytes of data follow it
   */
  static SafetensorsHeader parse(Path file, byte[] json, long size) throws IOException {
    JsonNode root;
    try {
      root = JSON.readTree(new String(json, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IOException(file + ": expected a JSON header but was " + e.getOriginalMessage(), e);
    }
    if (!(root instanceof ObjectNode object)) {
      throw new IOException(file + ": expected a JSON object as the header");
    }
    List<Tensor> tensors = new ArrayList<>();
    SortedMap<String, String> metadata = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (field.getKey().equals(METADATA)) {
        readMetadata(file, field.getValue(), metadata);
      } else {
        tensors.add(tensor(file, field.getKey(), field.getValue(), size));
      }
    }
    tensors.sort(Comparator.comparingLong(Tensor::begin).thenComparingLong(Tensor::end));
    requireSeamless(file, tensors, size);
    return new SafetensorsHeader(List.copyOf(tensors), metadata);
  }

  /** The header's bytes for these tensors, padded with spaces to a multiple of eight. */
  static byte[] format(Layout layout, Type type, Map<String, String> metadata) {
    List<Tensor> tensors = new ArrayList<>();
    for (Layout.Entry e : layout.entries()) {
      long begin = (long) type.bytes * e.offset();
      long end = begin + (long) type.bytes * e.size();
      tensors.add(new Tensor(e.name(), type, e.shape(), begin, end));
    }
    return format(tensors, metadata);
  }

  /** The same for tensors in any number and of different types. */
  static byte[] format(List<Tensor> tensors, Map<String, String> metadata) {
    ObjectNode root = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode strings = root.putObject(METADATA);
      new TreeMap<>(metadata).forEach(strings::put);
    }
    for (Tensor t : tensors) {
      if (t.name().equals(METADATA)) {
        throw new IllegalArgumentException("a tensor cannot be named " + METADATA);
      }
      ObjectNode tensor = root.putObject(t.name());
      tensor.put("dtype", t.type().name());
      t.shape().forEach(tensor.putArray("shape")::add);
      tensor.putArray("data_offsets").add(t.begin()).add(t.end());
    }
    byte[] json = root.toString().getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }

  private static void readMetadata(Path file, JsonNode node, Map<String, String> metadata)
      throws IOException {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!field.getValue().isTextual()) {
        throw new IOException(
            file + ": expected strings as metadata but " + field.getKey() + " is none");
      }
      metadata.put(field.getKey(), field.getValue().textValue());
    }
  }

  private static Tensor tensor(Path file, String name, JsonNode node, long size)
      throws IOException {
    Type type = type(file, name, node.path("dtype"));
    JsonNode dims = node.path("shape");
    JsonNode offsets = node.path("data_offsets");
    if (!dims.isArray() || !offsets.isArray() || offsets.size() != 2) {
      throw bad(file, name, "expected a shape and two data_offsets but was " + node);
    }
    List<Integer> shape = new ArrayList<>();
    BigInteger count = BigInteger.ONE;
    for (JsonNode d : dims) {
      if (!d.isInt() || d.intValue() < 0) {
        throw bad(file, name, "expected sizes of 0 to 2147483647 but was " + dims);
      }
      shape.add(d.intValue());
      count = count.multiply(BigInteger.valueOf(d.intValue()));
    }
    long begin = offset(file, name, offsets.get(0));
    long end = offset(file, name, offsets.get(1));
    if (begin > end || end > size) {
      throw bad(file, name, "expected data within 0.." + size + " but was " + offsets);
    }
    if (!count.multiply(BigInteger.valueOf(type.bytes)).equals(BigInteger.valueOf(end - begin))) {
      throw bad(
          file, name, "expected " + (end - begin) + " bytes but was " + type + " of shape " + dims);
    }
    return new Tensor(name, type, List.copyOf(shape), begin, end);
  }

  private static Type type(Path file, String name, JsonNode node) throws IOException {
    for (Type type : Type.values()) {
      if (type.name().equals(node.textValue())) {
        return type;
      }
    }
    throw bad(
        file, name, "expected a dtype of " + Arrays.toString(Type.values()) + " but was " + node);
  }

  private static long offset(Path file, String name, JsonNode node) throws IOException {
    if (!node.canConvertToLong() || !node.isIntegralNumber() || node.longValue() < 0) {
      throw bad(file, name, "expected an offset but was " + node);
    }
    return node.longValue();
  }

  /** No byte belongs to two tensors, or to none. */
  private static void requireSeamless(Path file, List<Tensor> tensors, long size)
      throws IOException {
    long at = 0;
    for (Tensor tensor : tensors) {
      if (tensor.begin() != at) {
        throw bad(
            file, tensor.name(), "expected data from " + at + " but was from " + tensor.begin());
      }
      at = tensor.end();
    }
    if (at != size) {
      throw new IOException(file + ": expected " + at + " bytes of data but was " + size);
    }
  }

  private static IOException bad(Path file, String tensor, String what) {
    return new IOException(file + ": tensor " + tensor + ": " + what);
  }
}
