package dev.clientele.data;

/**
 * What one client holds. Immutable; the images may be made or read when they are first asked for.
 */
public interface ClientData {
  /** The client's number in its federation. */
  int id();

  /** The images it trains on. */
  Images train();

  /** Images of the same distribution that nothing is ever trained on. */
  Images heldOut();

  /** What sets this client apart, in a few words for a table, such as "rotated 31 degrees". */
  String description();
}
