package dev.clientele.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SequencedMap;

/**
 * How values become JSON: the same bytes for the same value on every machine. Fields keep their
 * order, doubles are Java's shortest decimals, and what is not finite becomes null.
 */
public final class Json {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .registerModule(
              new SimpleModule()
                  .addSerializer(Double.class, new FiniteOrNull())
                  .addSerializer(double.class, new FiniteOrNull())
                  .addSerializer(Float.class, new FiniteOrNull())
                  .addSerializer(float.class, new FiniteOrNull()));

  /** Jackson's own printer ends lines as the operating system does. */
  private static final ObjectWriter PRETTY =
      MAPPER.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  private Json() {}

  /** One line with its end. */
  static byte[] line(Object value) {
    return (write(MAPPER.writer(), value) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Indented, with a line's end. */
  public static byte[] pretty(Object value) {
    return (write(PRETTY, value) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Reads one value. */
  static JsonNode parse(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  private static String write(ObjectWriter writer, Object value) {
    requireOrdered(value);
    try {
      return writer.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("expected a value that JSON can hold but was " + value, e);
    }
  }

  /** A hash map's order differs from one JVM to the next, and so would the file's bytes. */
  private static void requireOrdered(Object value) {
    switch (value) {
      case SequencedMap<?, ?> map -> map.values().forEach(Json::requireOrdered);
      case Map<?, ?> map ->
          throw new IllegalArgumentException(
              "expected a map with an order, such as LinkedHashMap, but was " + map.getClass());
      case Iterable<?> many -> many.forEach(Json::requireOrdered);
      case null, default -> {}
    }
  }

  private static final class FiniteOrNull extends JsonSerializer<Number> {
    @Override
    public void serialize(Number value, JsonGenerator to, SerializerProvider provider)
        throws IOException {
      if (!Double.isFinite(value.doubleValue())) {
        to.writeNull();
      } else if (value instanceof Float f) {
        to.writeNumber(f);
      } else {
        to.writeNumber(value.doubleValue());
      }
    }
  }
}
