package dev.clientele.simulation.fleet;

import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import java.util.List;

/**
 * When a client can be called. A function of client and virtual time, without memory, so that no
 * client costs anything while nobody asks. It decides who is called; what happens to a client in
 * the middle of a visit is a matter of faults.
 */
public sealed interface Availability {
  /** Whether client {@code client} can be called at {@code seconds} of virtual time. */
  boolean at(int client, double seconds);

  /** Everybody, always. */
  enum Always implements Availability {
    INSTANCE;

    @Override
    public boolean at(int client, double seconds) {
      return true;
    }
  }

  /**
   * On or off at random, drawn anew for every stretch of {@code periodSeconds}; every client's
   * stretches begin at a moment of its own.
   *
   * @param share of the stretches that a client is on
   */
  record OnOff(double share, double periodSeconds, RandomKey key) implements Availability {
    @Override
    public boolean at(int client, double seconds) {
      RandomKey mine = key.child(client);
      double offset = mine.child("offset").stream().nextDouble();
      long stretch = (long) Math.floor(seconds / periodSeconds + offset);
      return mine.child(stretch).stream().nextDouble() < share;
    }
  }

  /**
   * Once a day for a share of it, as phones that charge at night: every client's hours begin at the
   * same time of day but for a normal spread.
   *
   * @param share of the day
   * @param spread of the beginning, as a share of the day; its standard deviation
   */
  record Diurnal(double share, double daySeconds, double spread, RandomKey key)
      implements Availability {
    @Override
    public boolean at(int client, double seconds) {
      RandomStream random = key.child(client).stream();
      double hour = seconds / daySeconds - spread * random.nextGaussian();
      return hour - Math.floor(hour) < share;
    }
  }

  /**
   * Every client follows one of the measured devices, drawn with replacement; when a trace has
   * ended, all begin again.
   *
   * @param devices each device's intervals, in any order
   * @param periodSeconds when the traces begin again
   */
  record Measured(List<List<Interval>> devices, double periodSeconds, RandomKey key)
      implements Availability {
    /** Keeps a copy of the list, which must not be empty. */
    public Measured {
      devices = devices.stream().map(List::copyOf).toList();
      if (devices.isEmpty() || !(periodSeconds > 0)) {
        throw new IllegalArgumentException(
            "expected at least one device and a positive period but was "
                + devices.size()
                + " and "
                + periodSeconds);
      }
    }

    @Override
    public boolean at(int client, double seconds) {
      List<Interval> mine = devices.get(key.child(client).stream().nextInt(devices.size()));
      double time = seconds - periodSeconds * Math.floor(seconds / periodSeconds);
      return mine.stream().anyMatch(interval -> interval.contains(time));
    }
  }

  /** The virtual times from {@code from} to before {@code to}, in seconds. */
  record Interval(double from, double to) {
    boolean contains(double time) {
      return from <= time && time < to;
    }
  }
}
