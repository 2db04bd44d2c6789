package dev.clientele.data;

import dev.clientele.tensor.RandomStream;
import java.util.List;
import java.util.Optional;

/**
 * A style that clients share, unlike every other in grey and in colour: what {@code data.domains}
 * chooses from for glyphs. The first four are meant for a federation, the others for the public
 * data of a pre-training that must not have seen them.
 *
 * @param title what a configuration and a table call it
 * @param centre the style about which the clients' are
 */
public record GlyphDomain(String title, GlyphStyle centre) {
  private static final List<GlyphDomain> ALL =
      List.of(
          // A thin pen, black on white.
          new GlyphDomain(
              "thin",
              new GlyphStyle(0.17, 0, 0, 1, 0.9, true, GlyphTexture.PLAIN, 0, 0, 0.24, 0, 0, 0)),
          // A thick pen, white on black.
          new GlyphDomain(
              "inverted",
              new GlyphStyle(0.54, 0, 0, 1, 1, false, GlyphTexture.PLAIN, 0, 0, 0.24, 0, 0, 0)),
          // Dark blue on orange stripes.
          new GlyphDomain(
              "textured",
              new GlyphStyle(
                  0.36, 0, 0, 1, 0.95, true, GlyphTexture.STRIPES, 0.7, 45, 0.3, 225, 35, 0.85)),
          // Leaning far to the right and turned, green on a dark ground.
          new GlyphDomain(
              "slanted",
              new GlyphStyle(
                  0.3, 0.5, 8, 0.95, 0.6, false, GlyphTexture.PLAIN, 0, 0, 0.24, 130, 300, 0.7)),
          // A thick pen on paper that darkens from one side to the other.
          new GlyphDomain(
              "shaded",
              new GlyphStyle(
                  0.48,
                  0,
                  -8,
                  1.1,
                  0.9,
                  true,
                  GlyphTexture.GRADIENT,
                  0.75,
                  20,
                  0.3,
                  300,
                  180,
                  0.6)),
          // Ordinary writing on rough paper.
          new GlyphDomain(
              "grainy",
              new GlyphStyle(
                  0.34, 0.1, 5, 0.95, 0.8, true, GlyphTexture.SPECKLE, 0.45, 0, 0.3, 0, 60, 0.4)),
          // Leaning to the left, light on dark.
          new GlyphDomain(
              "leaning",
              new GlyphStyle(
                  0.26, -0.5, -10, 1, 0.9, false, GlyphTexture.PLAIN, 0, 0, 0.24, 20, 240, 0.6)),
          // Pale on dark upright stripes.
          new GlyphDomain(
              "pale",
              new GlyphStyle(
                  0.42,
                  0,
                  0,
                  1.08,
                  0.55,
                  false,
                  GlyphTexture.STRIPES,
                  0.6,
                  0,
                  0.36,
                  190,
                  10,
                  0.5)));

  /** The domain that a configuration calls so. */
  static Optional<GlyphDomain> named(String title) {
    return ALL.stream().filter(domain -> domain.title.equals(title)).findFirst();
  }

  /** All names, in order. */
  static List<String> titles() {
    return ALL.stream().map(GlyphDomain::title).toList();
  }

  /** A client's style: this domain's with a personal touch of the given strength. */
  GlyphStyle draw(RandomStream random, double strength) {
    return new GlyphStyle(
        Math.clamp(centre.stroke() + touch(random, 0.03, strength), 0.12, 0.6),
        Math.clamp(centre.slant() + touch(random, 0.05, strength), -0.6, 0.6),
        Math.clamp(centre.rotation() + touch(random, 4, strength), -40, 40),
        Math.clamp(centre.scale() + touch(random, 0.05, strength), 0.65, 1.3),
        Math.clamp(centre.contrast() + touch(random, 0.05, strength), 0.4, 1),
        centre.darkInk(),
        centre.texture(),
        centre.textureAmount(),
        centre.textureAngle() + touch(random, 8, strength),
        centre.texturePeriod(),
        centre.inkHue() + touch(random, 12, strength),
        centre.paperHue() + touch(random, 12, strength),
        centre.saturation());
  }

  private static double touch(RandomStream random, double range, double strength) {
    return range * strength * (2 * random.nextDouble() - 1);
  }
}
