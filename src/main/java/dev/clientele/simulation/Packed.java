package dev.clientele.simulation;

import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Weights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A sum in double precision as weights of twice as many numbers, so that it can travel as weights
 * do. The numbers mean nothing: bits are copied and never computed with.
 */
final class Packed {
  private Packed() {}

  static Weights of(double[] sum) {
    int size = Math.multiplyExact(2, sum.length);
    ByteBuffer bits = bits(size);
    bits.asDoubleBuffer().put(sum);
    float[] halves = new float[size];
    bits.asFloatBuffer().get(halves);
    return Weights.adopt(new Layout.Builder().add("sum", List.of(size)).build(), halves);
  }

  static double[] sum(Weights packed) {
    ByteBuffer bits = bits(packed.size());
    bits.asFloatBuffer().put(packed.asBuffer());
    double[] sum = new double[packed.size() / 2];
    bits.asDoubleBuffer().get(sum);
    return sum;
  }

  private static ByteBuffer bits(int floats) {
    int bytes = Math.multiplyExact(Float.BYTES, floats);
    return ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
  }
}
