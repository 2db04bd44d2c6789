package dev.clientele.data;

import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import java.util.List;

/** The style of every client: a function of its number. */
sealed interface GlyphStyles {
  /** The style of client {@code id}. */
  GlyphStyle of(int id);

  /** The style of somebody who is in no federation but could train in this one. */
  GlyphStyle stranger(RandomStream random);

  /** The domain of client {@code id}; empty where styles have none. */
  String domain(int id);

  /** The domains, in the order in which clients take them; empty where styles have none. */
  List<String> domains();

  /** Rejects a strength that no style has. */
  static void checkStrength(double strength) {
    if (!(strength >= 0) || Double.isInfinite(strength)) {
      throw new IllegalArgumentException(
          "expected a style strength of 0 or more but was " + strength);
    }
  }

  /**
   * A style of its own for everybody.
   *
   * @param strength how far styles differ: 0 all alike, 1 clearly
   */
  record Own(double strength, RandomKey key) implements GlyphStyles {
    public Own {
      checkStrength(strength);
    }

    @Override
    public GlyphStyle of(int id) {
      return stranger(key.child("style").child(id).stream());
    }

    @Override
    public GlyphStyle stranger(RandomStream random) {
      return GlyphStyle.draw(random, strength);
    }

    @Override
    public String domain(int id) {
      return "";
    }

    @Override
    public List<String> domains() {
      return List.of();
    }
  }

  /**
   * Clients of a few domains, alike within one but for a personal touch.
   *
   * @param choice the domains, in the order of their numbers
   * @param clients which of them each client has
   * @param strength of the personal touch: 0 none, 1 a little
   */
  record OfDomains(List<GlyphDomain> choice, ClientDomains clients, double strength, RandomKey key)
      implements GlyphStyles {
    public OfDomains {
      checkStrength(strength);
      choice = List.copyOf(choice);
    }

    @Override
    public GlyphStyle of(int id) {
      return choice.get(clients.of(id)).draw(key.child("style").child(id).stream(), strength);
    }

    @Override
    public GlyphStyle stranger(RandomStream random) {
      int domain = clients.registered().get(random.nextInt(clients.registered().size()));
      return choice.get(domain).draw(random, strength);
    }

    @Override
    public String domain(int id) {
      return choice.get(clients.of(id)).title();
    }

    @Override
    public List<String> domains() {
      return choice.stream().map(GlyphDomain::title).toList();
    }
  }
}
