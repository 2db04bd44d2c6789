package dev.clientele.config;

/**
 * One thing that is wrong with a configuration.
 *
 * @param where file and line, or the command line's option, such as {@code --set rounds=x}
 * @param message what was expected and what was there
 */
public record Problem(String where, String message) {
  @Override
  public String toString() {
    return where + ": " + message;
  }
}
