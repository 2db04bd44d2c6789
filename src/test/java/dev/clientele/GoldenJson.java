package dev.clientele;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Numbers that an independent implementation computed: src/test/python. */
public final class GoldenJson {
  private GoldenJson() {}

  /** The file of that name under {@code golden}. */
  public static JsonNode read(String name) {
    try (InputStream in = GoldenJson.class.getResourceAsStream("/golden/" + name)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A list of lists of numbers. */
  public static float[][] rows(JsonNode rows) {
    float[][] result = new float[rows.size()][];
    for (int i = 0; i < result.length; i++) {
      double[] row = numbers(rows.get(i));
      result[i] = new float[row.length];
      for (int j = 0; j < row.length; j++) {
        result[i][j] = (float) row[j];
      }
    }
    return result;
  }

  /** A list of numbers. */
  public static double[] numbers(JsonNode list) {
    return list.valueStream().mapToDouble(JsonNode::doubleValue).toArray();
  }
}
