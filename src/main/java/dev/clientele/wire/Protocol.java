package dev.clientele.wire;

import java.io.NotSerializableException;

/**
 * The version of everything that nodes say to each other. It is part of every message, so that a
 * node of another version is refused by its first one. Raise it with every change of a message, of
 * a number in {@link WireTypes}, or of what a message makes its receiver do.
 */
public final class Protocol {
  public static final int VERSION = 3;

  /** What precedes every message. */
  static final String MANIFEST = "clientele/" + VERSION;

  private Protocol() {}

  static void requireSame(String manifest) throws NotSerializableException {
    if (!MANIFEST.equals(manifest)) {
      throw new NotSerializableException(
          "expected a message of protocol " + MANIFEST + " but was " + printable(manifest));
    }
  }

  /** A stranger's text, fit for a log. */
  private static String printable(String text) {
    return text.substring(0, Math.min(40, text.length())).replaceAll("[^ -~]", "?");
  }
}
