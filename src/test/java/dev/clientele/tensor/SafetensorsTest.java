package dev.clientele.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.Tries;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
  private static Path temporary() throws IOException {
    Path file = Files.createTempFile("weights", ".safetensors");
    file.toFile().deleteOnExit();
    return file;
  }

  private static Path file(String header, byte... data) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json).put(data);
    Path file = temporary();
    Files.write(file, bytes.array());
    return file;
  }

  private static Weights some() {
    Layout layout =
        new Layout.Builder()
            .add("z", List.of(2, 3))
            .add("empty", List.of(0, 4))
            .add("a \"name\" with ü", List.of())
            .build();
    return Weights.adopt(layout, new float[] {1, -0f, Float.NaN, 1e-40f, 3e38f, 5, 6});
  }

  @Test
  void readsWhatItWrote() throws IOException {
    Path file = temporary();
    Safetensors.write(file, some(), Map.of("b", "2", "a", "1"));
    assertEquals(some(), Safetensors.read(file));
    assertEquals(Map.of("a", "1", "b", "2"), Safetensors.metadata(file));
  }

  @Test
  void theBytesAreTheFormats() throws IOException {
    Path file = temporary();
    Layout layout = new Layout.Builder().add("x", List.of(1, 2)).build();
    Safetensors.write(file, Weights.adopt(layout, new float[] {1, -2}), Map.of("k", "v"));
    byte[] bytes = Files.readAllBytes(file);
    String header =
        "{\"__metadata__\":{\"k\":\"v\"},"
            + "\"x\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}";
    int padded = (header.length() + 7) / 8 * 8;
    assertEquals(padded, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong());
    String text = new String(bytes, 8, padded, StandardCharsets.UTF_8);
    assertEquals(header + " ".repeat(padded - header.length()), text);
    assertArrayEquals(
        new byte[] {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, (byte) 0xc0},
        Arrays.copyOfRange(bytes, 8 + padded, bytes.length));
  }

  @Test
  void everyLayoutSurvives() throws IOException {
    Path file = temporary();
    Tries.check(30, random -> writeAndRead(file, random));
    Files.delete(file);
  }

  private static void writeAndRead(Path file, RandomStream random) throws IOException {
    Layout.Builder builder = new Layout.Builder();
    int tensors = Tries.between(random, 0, 6);
    for (int i = 0; i < tensors; i++) {
      builder.add("t" + (9 - i), List.of(1, Tries.between(random, 0, 700), 600));
    }
    Layout layout = builder.build();
    float[] values = new float[layout.size()];
    random.fillGaussian(values);
    Safetensors.write(file, Weights.copyOf(layout, values), Map.of());
    assertEquals(Weights.adopt(layout, values), Safetensors.read(file));
  }

  /** A damaged file is read or refused with its name, and nothing else happens. */
  @Test
  void damageIsReadOrRefused() throws IOException {
    Path file = temporary();
    Safetensors.write(file, some(), Map.of("k", "v"));
    byte[] whole = Files.readAllBytes(file);
    Tries.check(1000, random -> readDamaged(file, whole, random));
  }

  private static void readDamaged(Path file, byte[] whole, RandomStream random) throws IOException {
    byte[] bytes = whole.clone();
    int at = Tries.between(random, 0, bytes.length - 1);
    bytes[at] = (byte) Tries.between(random, Byte.MIN_VALUE, Byte.MAX_VALUE);
    if (random.nextBoolean()) {
      bytes = Arrays.copyOf(bytes, Tries.between(random, 0, bytes.length - 1));
    }
    Files.write(file, bytes);
    try {
      Weights read = Safetensors.read(file);
      assertTrue(read.size() <= whole.length / 2, "was " + read);
    } catch (IOException e) {
      assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "F64, 000000000000f83f, 1.5",
    "F32, 0000c03f, 1.5",
    "F16, 003e, 1.5",
    "F16, 0100, 5.9604645e-8",
    "BF16, c03f, 1.5",
    "I64, feffffffffffffff, -2",
    "I32, feffffff, -2"
  })
  void numbersOfOtherTypesBecomeFloats(String type, String hex, float expected) throws IOException {
    byte[] data = HexFormat.of().parseHex(hex);
    String header =
        "{\"x\":{\"dtype\":\"%s\",\"shape\":[],\"data_offsets\":[0,%d]}}"
            .formatted(type, data.length);
    assertEquals(expected, Safetensors.read(file(header, data)).at(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'[]'|expected a JSON object",
        "'{'|expected a JSON header",
        "'{} x'|expected a JSON header",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,12]}}"
            + "|tensor x: expected data within 0..8",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}"
            + "|tensor x: expected 8 bytes but was F32 of shape [3]",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[65536,65536,65536,65536,2],\"data_offsets\":[0,8]}}"
            + "|tensor x: expected 8 bytes",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}"
            + "|tensor x: expected sizes",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1.0,2],\"data_offsets\":[0,8]}}"
            + "|tensor x: expected sizes",
        "{\"x\":{\"dtype\":\"F8_E4M3\",\"shape\":[8],\"data_offsets\":[0,8]}}"
            + "|tensor x: expected a dtype of",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8,9]}}"
            + "|tensor x: expected a shape and two data_offsets",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}}"
            + "|tensor x: expected an offset",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}"
            + "|expected 4 bytes of data but was 8",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}"
            + "|tensor x: expected data from 0",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
            + "\"y\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}"
            + "|tensor y: expected data from 8",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
            + "\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}"
            + "|expected a JSON header",
        "{\"__metadata__\":{\"k\":7}}|expected strings as metadata",
      })
  void refusesWhatTheFormatForbids(String header, String message) throws IOException {
    Path file = file(header.replace("'", ""), new byte[8]);
    IOException e = assertThrows(IOException.class, () -> Safetensors.read(file));
    assertTrue(e.getMessage().startsWith(file + ": " + message), e.getMessage());
  }

  @Test
  void aDeclaredLengthIsHeldAgainstTheFile() throws IOException {
    for (long length : List.of(17L, 1L << 40, -1L, Long.MIN_VALUE)) {
      ByteBuffer bytes = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
      Path file = temporary();
      Files.write(file, bytes.putLong(length).array());
      IOException e = assertThrows(IOException.class, () -> Safetensors.read(file));
      assertTrue(e.getMessage().contains("a header of at most 16 bytes"), e.getMessage());
    }
  }

  @Test
  void moreNumbersThanAnArrayHoldsAreRefusedBeforeTheyAreRead() throws IOException {
    // A sparse file of 9 GB costs no disk.
    long tensor = 4L * 1_200_000_000;
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      entries.add(
          "\"t%d\":{\"dtype\":\"F32\",\"shape\":[1200000000],\"data_offsets\":[%d,%d]}"
              .formatted(i, i * tensor, (i + 1) * tensor));
    }
    Path file = file("{" + String.join(",", entries) + "}");
    try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
      channel.position(Files.size(file) + 2 * tensor - 1);
      channel.write(ByteBuffer.allocate(1));
    }
    IOException e = assertThrows(IOException.class, () -> Safetensors.read(file));
    assertTrue(e.getMessage().contains("at most 2147483647 numbers"), e.getMessage());
    Files.delete(file);
  }

  /** Written by src/test/python/write_safetensors.py, which shares no code with this project. */
  @Test
  void readsAnIndependentWritersFile() throws IOException {
    Path file = Path.of("src/test/resources/dev/clientele/tensor/independent.safetensors");
    Weights weights = Safetensors.read(file);
    assertEquals(
        List.of("second", "first", "count"),
        weights.layout().entries().stream().map(Layout.Entry::name).toList());
    assertEquals(List.of(2, 3), weights.layout().entry("first").shape());
    assertArrayEquals(new float[] {0, 0.5f, 1, 1.5f, 2, 2.5f}, weights.tensor("first"));
    assertArrayEquals(new float[] {-1, 0.25f}, weights.tensor("second"));
    assertArrayEquals(new float[] {7, -3}, weights.tensor("count"));
    assertEquals(Map.of("format", "pt"), Safetensors.metadata(file));
  }
}
