package dev.clientele.data;

/** What a client's paper looks like. */
public enum GlyphTexture {
  PLAIN,
  /** Parallel stripes. */
  STRIPES,
  /** Shaded from one side to the other. */
  GRADIENT,
  /** Grain that is new in every image. */
  SPECKLE
}
