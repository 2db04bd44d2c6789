package dev.clientele.theory;

/**
 * The denoising loss {@code sum_i |s_b(x_i) + z_i / sigma_i|^2} over sampled points and noise, as a
 * function of the bias alone, through {@code u_i = mu_t . x_i} and {@code c_i = mu_t . (z_i /
 * sigma_i - x_i)}: up to a constant it is {@code sum_i m_i tanh^2(u_i + b) + 2 c_i tanh(u_i + b)}.
 * Immutable.
 */
final class DenoisingLoss {
  private final double square;
  private final double[] u;
  private final double[] c;
  private final double[] weight;

  private DenoisingLoss(double square, double[] u, double[] c, double[] weight) {
    this.square = square;
    this.u = u;
    this.c = c;
    this.weight = weight;
  }

  /** The mean derivative with respect to b. */
  double gradient(double b) {
    double sum = 0;
    for (int i = 0; i < u.length; i++) {
      double x = u[i] + b;
      double e = StrictMath.exp(-2 * Math.abs(x));
      double tanh = Math.copySign((1 - e) / (1 + e), x);
      sum += weight[i] * (square * tanh + c[i]) * e / ((1 + e) * (1 + e));
    }
    return 8 * sum / u.length; // 2 times sech^2's factor of 4
  }

  /** Collects terms; each is divided by alpha^2 of its noise level, which keeps it bounded. */
  static final class Builder {
    private final double square;
    private final double[] u;
    private final double[] c;
    private final double[] weight;
    private int size;

    /** For so many terms, with {@code square = |mu|^2}. */
    Builder(double square, int terms) {
      this.square = square;
      u = new double[terms];
      c = new double[terms];
      weight = new double[terms];
    }

    /**
     * One point and noise.
     *
     * @param point {@code mu . x_0}
     * @param noise {@code mu . z}
     * @param sigma the noise level, in (0, 1]; {@code alpha = sqrt(1 - sigma^2)}
     */
    void add(double point, double noise, double sigma, double termWeight) {
      double alpha = Math.sqrt((1 - sigma) * (1 + sigma));
      u[size] = alpha * (alpha * point + sigma * noise);
      c[size] = alpha / sigma * noise - point; // c_i / alpha^2, as square is m_i / alpha^2
      weight[size++] = termWeight;
    }

    DenoisingLoss build() {
      return new DenoisingLoss(square, u, c, weight);
    }
  }
}
