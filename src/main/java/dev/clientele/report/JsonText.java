package dev.clientele.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** JSON as rows of a table for people. */
final class JsonText {
  private JsonText() {}

  /** A number shortened, text as it is, lists with spaces, a dash for what is not there. */
  static String value(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return "\u2013";
    }
    if (node.isIntegralNumber()) {
      return node.asText();
    }
    if (node.isNumber()) {
      return Html.number(node.doubleValue());
    }
    if (node.isArray()) {
      List<String> parts = new ArrayList<>();
      node.forEach(part -> parts.add(value(part)));
      return String.join(" ", parts);
    }
    return node.isTextual() ? node.asText() : node.toString();
  }

  /** Adds a row of name and value; one for each part, with its path as name, of an object. */
  static void flatten(String name, JsonNode node, List<List<String>> rows) {
    if (!node.isObject()) {
      rows.add(List.of(name, value(node)));
      return;
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      flatten(
          name.isEmpty() ? field.getKey() : name + ", " + field.getKey(), field.getValue(), rows);
    }
  }
}
