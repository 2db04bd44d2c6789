package dev.clientele.wire;

/**
 * A message that may cross from one JVM to another: an immutable record or an enum's constant, of
 * which {@link WireTypes} lists the class and every class in it.
 */
public interface WireMessage {}
