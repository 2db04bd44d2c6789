package dev.clientele.simulation.policy;

import dev.clientele.simulation.fault.Attack;
import dev.clientele.simulation.fault.Corruption;
import dev.clientele.simulation.fault.Damage;
import dev.clientele.simulation.fault.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The server's call to one client, with all that it will do in virtual time. A function of the
 * first five components and the setting.
 *
 * @param number of the call, counted from 0 over the whole run
 * @param turn names the visit's random streams, together with the client; no two calls share both
 * @param client who is called
 * @param version of the model that is sent: how many steps the server has taken
 * @param start when, in virtual seconds
 * @param place in its round's sum, counted from 0; negative where the round has no places
 * @param fate what goes wrong, but for outages
 * @param prospect {@link VisitOutcome#COMPLETED}: the client answers; otherwise what becomes of it
 * @param end when the server has the answer or gives up waiting for it
 * @param trains whether the client does its work to the end, answered or not
 * @param straggler whether the client is one of the slow ones
 * @param images that a whole visit works through
 * @param bytesDown from the server
 * @param bytesUp to the server
 */
public record Call(
    long number,
    long turn,
    int client,
    int version,
    double start,
    long place,
    Fate fate,
    VisitOutcome prospect,
    double end,
    boolean trains,
    boolean straggler,
    long images,
    long bytesDown,
    long bytesUp) {

  /** Whether the server gets an answer with an update in it. */
  public boolean answers() {
    return prospect == VisitOutcome.COMPLETED;
  }

  /** The faults that this call meets, by name, in a fixed order. */
  public List<String> faults() {
    if (fate.equals(Fate.GOOD) && !straggler && prospect != VisitOutcome.OUTAGE) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    addIf(straggler, "straggler", names);
    addIf(fate.loss() != Fate.Loss.NONE, label(fate.loss()), names);
    addIf(prospect == VisitOutcome.OUTAGE, "outage", names);
    addIf(fate.delaySeconds() > 0, "delayed", names);
    addIf(fate.duplicated(), "duplicated", names);
    Damage damage = fate.damage();
    addIf(damage.corruption() != Corruption.NONE, label(damage.corruption()), names);
    addIf(damage.attack() != Attack.NONE, label(damage.attack()), names);
    addIf(damage.staleState(), "stale-state", names);
    return names;
  }

  private static void addIf(boolean condition, String name, List<String> names) {
    if (condition) {
      names.add(name);
    }
  }

  private static String label(Enum<?> fault) {
    return fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Call at(long newPlace) {
    return new Call(
        number, turn, client, version, start, newPlace, fate, prospect, end, trains, straggler,
        images, bytesDown, bytesUp);
  }

  /** What it takes to make this call again. */
  public Seed seed() {
    return new Seed(number, turn, client, version, start, place);
  }

  /** What identifies a call; see there. */
  public record Seed(long number, long turn, int client, int version, double start, long place) {}
}
