package dev.clientele.kernel;

import dev.clientele.tensor.Weights;

/**
 * A device's operations for one worker. Everything is prepared once for a shape and its memory and
 * then run many times; nothing is allocated while it runs. All memory belongs to this object and
 * goes when it is closed. Not thread-safe: the thread that makes it prepares, runs and closes.
 *
 * <p>Tensors are single precision. Images are NHWC; vectors are rows.
 */
public interface Kernels extends AutoCloseable {
  /** Zeroed memory, aligned for the device. */
  Buffer allocate(long floats);

  /** Bytes allocated so far. */
  long allocatedBytes();

  /** Copies {@code to.floats()} numbers from {@code from[at..]} to the device. */
  void write(float[] from, int at, Buffer to);

  /** Copies {@code to.floats()} numbers from flat position {@code at} on to the device. */
  void write(Weights from, int at, Buffer to);

  /** Copies {@code from.floats()} numbers from the device to {@code to[at..]}. */
  void read(Buffer from, float[] to, int at);

  /** Sets every number to zero. */
  Step clear(Buffer x);

  /** {@code to = from}. */
  Step copy(Buffer from, Buffer to);

  /** {@code to = to + from}. */
  Step add(Buffer from, Buffer to);

  /**
   * A convolution.
   *
   * @param trained whether its weights change between passes; otherwise what passes need of them is
   *     made once, by {@link Convolution#refresh}, and kept
   */
  Convolution convolution(ConvolutionShape shape, boolean trained);

  /**
   * A convolution of images that are first up-sampled by 2, each pixel repeated: {@code x} and
   * {@code dx} are of half the shape's height and width.
   *
   * @param shape of the convolution alone, whose height and width are even
   * @param trained as in {@link #convolution}
   */
  default Convolution upsampledConvolution(ConvolutionShape shape, boolean trained) {
    return new UpsampledConvolution(shape, convolution(shape, trained), this);
  }

  /**
   * Matrix products.
   *
   * @param bias a row that is added to every row of c, or null; single products only
   * @param residual what is added to c, arranged like c, or null
   * @param add whether the product is added to what c holds
   */
  Step product(
      MatrixProduct shape, Buffer a, Buffer b, Buffer bias, Buffer residual, boolean add, Buffer c);

  /**
   * The same for a network of small dense layers, where the cost of calling a library may exceed
   * the arithmetic; which way is taken depends on the shape alone. Rounds otherwise than {@link
   * #product}.
   */
  default Step smallProduct(
      MatrixProduct shape,
      Buffer a,
      Buffer b,
      Buffer bias,
      Buffer residual,
      boolean add,
      Buffer c) {
    return product(shape, a, b, bias, residual, add, c);
  }

  /** Group normalisation. */
  GroupNorm groupNorm(GroupNormShape shape);

  /** {@code y = x * sigmoid(x)}. */
  Step silu(Buffer x, Buffer y);

  /** {@code dx = dy * silu'(x)}; dx may be dy. */
  Step siluBackward(Buffer x, Buffer dy, Buffer dx);

  /** {@code y} = softmax of each row of {@code columns} numbers; y may be x. */
  Step softmax(int rows, int columns, Buffer x, Buffer y);

  /** {@code dx = y * (dy - sum(y * dy))} a row; dx may be dy. */
  Step softmaxBackward(int rows, int columns, Buffer y, Buffer dy, Buffer dx);

  /**
   * Nearest-neighbour up-sampling by 2: {@code [batch, height, width, channels]} to twice the
   * height and width.
   */
  Step upsample(int batch, int height, int width, int channels, Buffer x, Buffer y);

  /** Its gradient: each pixel's sum over its four copies. */
  Step upsampleBackward(int batch, int height, int width, int channels, Buffer dy, Buffer dx);

  /** {@code sums[c]} = the sum over {@code rows} of {@code x[r, c]}, overwritten. */
  Step columnSums(int rows, int columns, Buffer x, Buffer sums);

  /**
   * Squared error: {@code errors[i]} = the sum over image i of {@code (y - target)^2}, and {@code
   * dy = factor * (y - target)}.
   *
   * @param errors one number an image
   * @param dy null where no gradient is wanted
   */
  Step squaredError(int batch, Buffer y, Buffer target, Buffer errors, float factor, Buffer dy);

  /** The sum of squares, in double precision. */
  double squaredNorm(Buffer x);

  /** {@code x = factor * x}, at once. */
  void scale(Buffer x, float factor);

  /**
   * One step of Adam (Kingma and Ba 2015) on {@code parameters}, at once.
   *
   * @param rate the learning rate divided by {@code 1 - beta1^t}
   * @param correction {@code 1 / (1 - beta2^t)}
   */
  void adam(
      Buffer parameters,
      Buffer gradients,
      Buffer first,
      Buffer second,
      float rate,
      float correction,
      float beta1,
      float beta2,
      float epsilon);

  /** {@code to = to + factor * from}, at once. */
  void addScaled(Buffer from, float factor, Buffer to);

  @Override
  void close();
}
