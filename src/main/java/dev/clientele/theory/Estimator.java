package dev.clientele.theory;

/** A way to learn a mixture's weight from a sample, starting at one half. */
enum Estimator {
  /** Gradient descent on the denoising loss of a single noise level. */
  ONE_LEVEL("descent, one noise level"),
  /** Gradient descent on the denoising loss integrated over all noise levels. */
  ALL_LEVELS("descent, all noise levels"),
  /** Expectation maximisation: the maximum of the likelihood. */
  LIKELIHOOD("likelihood");

  /** Both iterations stop much earlier, but where a sample says next to nothing. */
  private static final int MOST_STEPS = 5000;

  private final String label;

  Estimator(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /** The weight that a setting's sample gives. */
  double weight(Setting setting, MixtureSample sample) {
    return TwoComponents.weight(
        switch (this) {
          case ONE_LEVEL -> minimum(setting, sample.at(setting.time(), setting.draws()));
          case ALL_LEVELS -> minimum(setting, sample.overAllTimes(setting.draws()));
          case LIKELIHOOD -> sample.likeliest(MOST_STEPS, 0);
        });
  }

  private static double minimum(Setting setting, DenoisingLoss loss) {
    return GradientDescent.minimum(loss::gradient, 0, setting.step(), MOST_STEPS);
  }

  /** The standard error that theory gives for large samples; NaN where it has no closed form. */
  double predicted(Setting setting) {
    return switch (this) {
      case ONE_LEVEL ->
          setting.draws() == 1
              ? setting.truth().denoisingError(setting.time(), setting.points())
              : Double.NaN;
      case ALL_LEVELS -> Double.NaN;
      case LIKELIHOOD -> setting.truth().likelihoodError(setting.points());
    };
  }
}
