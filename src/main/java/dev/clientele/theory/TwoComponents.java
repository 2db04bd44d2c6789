package dev.clientele.theory;

import java.util.function.DoubleUnaryOperator;

/**
 * The mixture {@code w N(mu, I) + (1 - w) N(-mu, I)} in any dimension, noised by the
 * Ornstein-Uhlenbeck process {@code x_t = e^-t x_0 + sqrt(1 - e^-2t) z}, in closed form. Only
 * {@code |mu|} matters: every expectation is one over {@code u = mu_t . x_t} with {@code mu_t =
 * e^-t mu}, of law {@code w N(m, m) + (1 - w) N(-m, m)} with {@code m = |mu_t|^2}.
 *
 * <p>Weights are written as biases {@code b = log(w / (1 - w)) / 2}, since the score is {@code -x +
 * mu_t tanh(mu_t . x + b)}. Immutable.
 *
 * @param separation {@code |mu|}: half the distance of the means, 0 or more
 * @param bias of the true weight
 */
public record TwoComponents(double separation, double bias) {
  /**
   * Beyond, squared differences of two tanh and sech^2 are below e^-80 of what they are at most.
   */
  private static final double REACH = 40;

  /** Checks the numbers. */
  public TwoComponents {
    if (!(separation >= 0) || Double.isInfinite(separation)) {
      throw new IllegalArgumentException(
          "expected a finite separation of 0 or more but was " + separation);
    }
    if (!Double.isFinite(bias)) {
      throw new IllegalArgumentException("expected a finite bias but was " + bias);
    }
  }

  /** The mixture with true weight {@code weight}, in 0..1 without the ends. */
  public static TwoComponents of(double separation, double weight) {
    return new TwoComponents(separation, bias(weight));
  }

  /** {@code log(w / (1 - w)) / 2}; infinite at the ends. */
  public static double bias(double weight) {
    return (StrictMath.log(weight) - StrictMath.log1p(-weight)) / 2;
  }

  /** The weight {@code sigmoid(2 b)} that a bias stands for. */
  public static double weight(double bias) {
    return Stable.sigmoid(2 * bias);
  }

  /** {@code m = |mu_t|^2} at time t. */
  public double signal(double time) {
    return separation * separation * StrictMath.exp(-2 * time);
  }

  /**
   * {@code E f(u)} over the true law of u at signal m; f is negligible outside {@code low..high}.
   */
  private double expectation(double m, double low, double high, DoubleUnaryOperator f) {
    double w = weight(bias);
    double v = weight(-bias);
    return w * Quadrature.normal(m, m, low, high, f) + v * Quadrature.normal(-m, m, low, high, f);
  }

  /** The same where f is negligible far from {@code -b} and {@code -bias}. */
  private double near(double m, double b, DoubleUnaryOperator f) {
    return expectation(m, -Math.max(b, bias) - REACH, -Math.min(b, bias) + REACH, f);
  }

  /**
   * The excess denoising loss of bias b over the true one at time t: {@code L_t(b) = E |s_b - s|^2
   * = m E (tanh(u + b) - tanh(u + b*))^2}.
   */
  public double loss(double time, double b) {
    double m = signal(time);
    return m * squaredDifference(m, b);
  }

  private double squaredDifference(double m, double b) {
    return near(
        m,
        b,
        u -> {
          double d = Stable.tanhDifference(u + b, u + bias);
          return d * d;
        });
  }

  /**
   * {@code dL_t/db = 2 m E (tanh(u + b) - tanh(u + b*)) sech^2(u + b)}: it has the sign of b - b*.
   */
  public double gradient(double time, double b) {
    double m = signal(time);
    return 2
        * m
        * near(m, b, u -> Stable.tanhDifference(u + b, u + bias) * Stable.sechSquared(u + b));
  }

  /**
   * The Kullback-Leibler divergence {@code KL(p* || p_b)} of the mixture without noise, in nats.
   */
  public double divergence(double b) {
    double m = signal(0);
    double offset = Stable.logCosh(b) - Stable.logCosh(bias);
    // E(f + e^-f - 1) = E f, since e^-f is a ratio of densities; and no part of it is negative, so
    // that nothing cancels where the weights are close.
    return expectation(
        m,
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        u -> Stable.excess(Stable.logCosh(u + bias) - Stable.logCosh(u + b) + offset));
  }

  /**
   * {@code integral_0^inf L_t(b) dt}. With {@code dm = -2 m dt} it is {@code 1/2
   * integral_0^{|mu|^2} E (tanh(u + b) - tanh(u + b*))^2 dm}, taken piece by piece of doubling
   * length.
   */
  public double integratedLoss(double b) {
    double whole = signal(0);
    double sum = 0;
    double low = 0;
    while (low < whole) {
      double high = Math.min(whole, low == 0 ? 0.25 : 2 * low);
      sum += Quadrature.interval(low, high, m -> squaredDifference(m, b));
      low = high;
    }
    return sum / 2;
  }

  /**
   * One step of expectation maximisation on the whole population: {@code w+ = E (1+tanh(u+b))/2}.
   */
  public double expectationMaximisation(double b) {
    return expectation(
        signal(0),
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        u -> Stable.sigmoid(2 * (u + b)));
  }

  /**
   * The standard error of the maximum-likelihood estimate of the weight from n points as n grows:
   * {@code 1 / sqrt(n I(w))} with Fisher's information I.
   */
  public double likelihoodError(int n) {
    double w = weight(bias);
    double v = weight(-bias);
    // dlog p/dw = (tanh(u + b) - (2w - 1)) / (2 w (1 - w))
    double shift = w - v;
    double variance =
        expectation(
            signal(0),
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            u -> {
              double d = StrictMath.tanh(u + bias) - shift;
              return d * d;
            });
    return 2 * w * v / StrictMath.sqrt(n * variance);
  }

  /**
   * The standard error, as n grows, of the weight that minimises the denoising loss at one time
   * with one noise draw for each of n points: {@code sqrt(B / n) / A}, A the loss's curvature and B
   * its gradient's variance. Given {@code x_t} and its component k (1 or -1), {@code mu_t . (z /
   * sigma - x_t) ~ N(-k m, m alpha^2 / sigma^2)}, which leaves expectations over u alone.
   *
   * @param time above 0: without noise there is nothing to remove
   */
  public double denoisingError(double time, int n) {
    double m = signal(time);
    double keep = StrictMath.exp(-2 * time);
    double noise = m * keep / -StrictMath.expm1(-2 * time);
    double curvature = 2 * m * near(m, bias, u -> StrictMath.pow(Stable.sechSquared(u + bias), 2));
    double variance =
        4
            * near(
                m,
                bias,
                u -> {
                  double s = Stable.sechSquared(u + bias);
                  return s * s * (m * m * s + noise);
                });
    return 2 * weight(bias) * weight(-bias) * StrictMath.sqrt(variance / n) / curvature;
  }

  /** The score {@code -x + mu_t tanh(mu_t . x + b)} at a point. */
  public static double[] score(double[] x, double[] noisedMean, double b) {
    double u = 0;
    for (int i = 0; i < x.length; i++) {
      u += noisedMean[i] * x[i];
    }
    double pull = StrictMath.tanh(u + b);
    double[] score = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      score[i] = -x[i] + noisedMean[i] * pull;
    }
    return score;
  }
}
