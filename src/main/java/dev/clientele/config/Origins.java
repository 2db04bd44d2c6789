package dev.clientele.config;

import com.typesafe.config.ConfigOrigin;

/** How a person reads where a value comes from. */
final class Origins {
  private Origins() {}

  /** {@code file:line}, {@code reference.conf:line}, {@code --set path=value}, and the like. */
  static String describe(ConfigOrigin origin) {
    String name = origin.resource() != null ? origin.resource() : origin.filename();
    if (name == null) {
      return withoutLine(origin);
    }
    return origin.lineNumber() > 0 ? name + ":" + origin.lineNumber() : name;
  }

  /** Whether it is a default of ours or of a library's, rather than the user's own. */
  static boolean isDefault(ConfigOrigin origin) {
    return origin.resource() != null;
  }

  /** The message without the origin that Typesafe Config puts before it. */
  static String strip(String message, ConfigOrigin origin) {
    String prefix = origin == null ? "" : origin.description() + ": ";
    return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
  }

  private static String withoutLine(ConfigOrigin origin) {
    String suffix = ": " + origin.lineNumber();
    String text = origin.description();
    return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
  }
}
