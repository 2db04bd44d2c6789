package dev.clientele.metric;

/**
 * A feature extractor that cannot be used. The message is one sentence for the user; it names the
 * file, what was expected and what was found.
 */
public final class FeatureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FeatureException(String message) {
    super(message);
  }

  FeatureException(String message, Throwable cause) {
    super(message, cause);
  }
}
