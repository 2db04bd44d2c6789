package dev.clientele.kernel.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vectors of eight floats at raw addresses. Tiny methods that must be inlined into the loops that
 * use them, so this class is not named {@code ...Loops}.
 *
 * <p>The width is fixed: results depend on it. Nothing here checks an address. {@code
 * FloatVector.reduceLanes} is never used: the order of its additions is unspecified and changes
 * when the JVM compiles the method.
 */
final class Lanes {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_256;

  /** Bytes of one vector. */
  static final int BYTES = 32;

  /** Numbers of one vector. */
  static final int COUNT = 8;

  @SuppressWarnings("restricted") // all memory: the addresses come from the owner of the buffers
  static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  static final ByteOrder ORDER = ByteOrder.nativeOrder();

  // tanh on [-LIMIT, LIMIT] as an odd rational function, from Eigen's generic_fast_tanh_float.
  static final float LIMIT = 7.905311f;
  static final float P1 = 4.8935246e-3f;
  static final float P3 = 6.3726195e-4f;
  static final float P5 = 1.48572235e-5f;
  static final float P7 = 5.1222973e-8f;
  static final float P9 = -8.604672e-11f;
  static final float P11 = 2.000188e-13f;
  static final float P13 = -2.7607684e-16f;
  static final float Q0 = 4.893525e-3f;
  static final float Q2 = 2.2684347e-3f;
  static final float Q4 = 1.1853471e-4f;
  static final float Q6 = 1.1982584e-6f;

  private Lanes() {}

  static FloatVector load(long address) {
    return FloatVector.fromMemorySegment(SPECIES, MEMORY, address, ORDER);
  }

  static void store(FloatVector v, long address) {
    v.intoMemorySegment(MEMORY, address, ORDER);
  }

  /** The lanes of the mask; the others are 0. */
  static FloatVector load(long address, VectorMask<Float> mask) {
    return FloatVector.fromMemorySegment(SPECIES, MEMORY, address, ORDER, mask);
  }

  /** The lanes of the mask alone. */
  static void store(FloatVector v, long address, VectorMask<Float> mask) {
    v.intoMemorySegment(MEMORY, address, ORDER, mask);
  }

  /** The first {@code n} lanes, 1 to 8. */
  static VectorMask<Float> first(int n) {
    return SPECIES.indexInRange(0, n);
  }

  static float get(long address) {
    return MEMORY.get(ValueLayout.JAVA_FLOAT_UNALIGNED, address);
  }

  static void put(long address, float value) {
    MEMORY.set(ValueLayout.JAVA_FLOAT_UNALIGNED, address, value);
  }

  /** {@code from[at..at + n - 1]} to memory. */
  static void copy(float[] from, int at, long to, int n) {
    MemorySegment.copy(from, at, MEMORY, ValueLayout.JAVA_FLOAT_UNALIGNED, to, n);
  }

  /** {@code n} numbers of a buffer from position {@code at} to memory. */
  static void copy(FloatBuffer from, int at, long to, long n) {
    MemorySegment values = MemorySegment.ofBuffer(from);
    MemorySegment.copy(values, (long) at * Float.BYTES, MEMORY, to, n * Float.BYTES);
  }

  /** {@code n} numbers from memory to {@code to[at..]}. */
  static void copy(long from, float[] to, int at, int n) {
    MemorySegment.copy(MEMORY, ValueLayout.JAVA_FLOAT_UNALIGNED, from, to, at, n);
  }

  static FloatVector broadcast(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }

  /** The sum of the lanes, in a fixed order. */
  static double sum(FloatVector v) {
    return (((double) v.lane(0) + v.lane(1)) + ((double) v.lane(2) + v.lane(3)))
        + (((double) v.lane(4) + v.lane(5)) + ((double) v.lane(6) + v.lane(7)));
  }

  /** {@code 1 / (1 + exp(-x)) = (1 + tanh(x / 2)) / 2}, to about 1e-7. */
  static float sigmoid(float x) {
    float t = Math.min(Math.max(x * 0.5f, -LIMIT), LIMIT);
    float z = t * t;
    float p = Math.fma(z, P13, P11);
    p = Math.fma(Math.fma(Math.fma(p, z, P9), z, P7), z, P5);
    p = Math.fma(Math.fma(p, z, P3), z, P1) * t;
    float q = Math.fma(z, Q6, Q4);
    q = Math.fma(Math.fma(q, z, Q2), z, Q0);
    return Math.fma(p / q, 0.5f, 0.5f);
  }
}
