package dev.clientele.simulation.policy;

import java.util.Comparator;

/**
 * Something that will happen at a moment of virtual time. Events happen in their natural order,
 * which is total: time first, then what it is, then the number of the call or turn.
 *
 * @param seconds when
 * @param number of the call, or of the turn for a deadline and a try
 */
public record Event(double seconds, Kind kind, long number) implements Comparable<Event> {
  /** What happens. At one moment answers come before deadlines. */
  public enum Kind {
    /** The server has an answer to a call, or gives up waiting for one. */
    SETTLED,
    /** A second copy of an answer arrives. */
    COPY,
    /** A round's time is up. */
    DEADLINE,
    /** The server looks again whether somebody can be called. */
    TRY
  }

  private static final Comparator<Event> ORDER =
      Comparator.comparingDouble(Event::seconds)
          .thenComparing(Event::kind)
          .thenComparingLong(Event::number);

  @Override
  public int compareTo(Event other) {
    return ORDER.compare(this, other);
  }
}
