package dev.clientele.kernel.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vectors as wide as this machine's, of eight or sixteen floats, at raw addresses: for loops whose
 * lanes have nothing to do with each other, so that results do not depend on the width. Otherwise
 * like {@link Lanes}.
 */
final class Wide {
  static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() >= 16
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_256;

  /** Bytes of one vector. */
  static final int BYTES = SPECIES.vectorByteSize();

  /** Numbers of one vector. */
  static final int COUNT = SPECIES.length();

  /** Numbers of the widest vector; whole multiples of it need no parts of vectors anywhere. */
  static final int MOST = 16;

  static final FloatVector ONE = broadcast(1);

  // Vectors made once: each broadcast inside a loop costs the compiler's inlining budget.
  private static final FloatVector HALF = broadcast(0.5f);
  private static final FloatVector NEGATIVE_LIMIT_V = broadcast(-Lanes.LIMIT);
  private static final FloatVector LIMIT_V = broadcast(Lanes.LIMIT);
  private static final FloatVector P1_V = broadcast(Lanes.P1);
  private static final FloatVector P3_V = broadcast(Lanes.P3);
  private static final FloatVector P5_V = broadcast(Lanes.P5);
  private static final FloatVector P7_V = broadcast(Lanes.P7);
  private static final FloatVector P9_V = broadcast(Lanes.P9);
  private static final FloatVector P11_V = broadcast(Lanes.P11);
  private static final FloatVector P13_V = broadcast(Lanes.P13);
  private static final FloatVector Q0_V = broadcast(Lanes.Q0);
  private static final FloatVector Q2_V = broadcast(Lanes.Q2);
  private static final FloatVector Q4_V = broadcast(Lanes.Q4);
  private static final FloatVector Q6_V = broadcast(Lanes.Q6);

  private Wide() {}

  static FloatVector load(long address) {
    return FloatVector.fromMemorySegment(SPECIES, Lanes.MEMORY, address, Lanes.ORDER);
  }

  /** The lanes of the mask; the others are 0. */
  static FloatVector load(long address, VectorMask<Float> mask) {
    return FloatVector.fromMemorySegment(SPECIES, Lanes.MEMORY, address, Lanes.ORDER, mask);
  }

  static void store(FloatVector v, long address) {
    v.intoMemorySegment(Lanes.MEMORY, address, Lanes.ORDER);
  }

  /** The lanes of the mask alone. */
  static void store(FloatVector v, long address, VectorMask<Float> mask) {
    v.intoMemorySegment(Lanes.MEMORY, address, Lanes.ORDER, mask);
  }

  /** The first {@code n} lanes. */
  static VectorMask<Float> first(int n) {
    return SPECIES.indexInRange(0, n);
  }

  static FloatVector broadcast(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }

  /** {@link Lanes#sigmoid(float)} of every lane, the same to the last bit. */
  static FloatVector sigmoid(FloatVector x) {
    FloatVector t = x.mul(HALF);
    t = t.blend(LIMIT_V, t.compare(VectorOperators.GT, LIMIT_V));
    t = t.blend(NEGATIVE_LIMIT_V, t.compare(VectorOperators.LT, NEGATIVE_LIMIT_V));
    FloatVector z = t.mul(t);
    FloatVector p = z.fma(P13_V, P11_V).fma(z, P9_V).fma(z, P7_V).fma(z, P5_V);
    FloatVector q = z.fma(Q6_V, Q4_V).fma(z, Q2_V).fma(z, Q0_V);
    return p.fma(z, P3_V).fma(z, P1_V).mul(t).div(q).fma(HALF, HALF);
  }
}
