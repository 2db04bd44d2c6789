package dev.clientele.kernel;

/**
 * Matrix products {@code c = factor * a b} with {@code a} m x k, {@code b} k x n, {@code c} m x n,
 * for every one of {@code outer} times {@code inner} places (images and heads, say). A row or
 * column stride of 1 leaves the other free, so transposes and slices need no copy.
 */
public record MatrixProduct(
    int outer, int inner, int m, int n, int k, Strides a, Strides b, Strides c, float factor) {
  /** Numbers between neighbours along each dimension. */
  public record Strides(long outer, long inner, long row, long column) {
    /** The transposed matrices. */
    public Strides transposed() {
      return new Strides(outer, inner, column, row);
    }
  }

  /** One product of matrices whose rows are {@code a}, {@code b} and {@code c} numbers apart. */
  public static MatrixProduct single(int m, int n, int k, Strides a, Strides b, Strides c) {
    return new MatrixProduct(1, 1, m, n, k, a, b, c, 1);
  }

  /** One matrix whose rows are {@code length} numbers apart. */
  public static Strides rows(long length) {
    return new Strides(0, 0, length, 1);
  }

  /** Whether there is only one product. */
  public boolean isSingle() {
    return outer == 1 && inner == 1;
  }
}
