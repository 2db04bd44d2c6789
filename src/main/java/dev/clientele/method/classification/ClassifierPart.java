package dev.clientele.method.classification;

import dev.clientele.network.ImageClassifierSpec;

/** Which of a classifier's tensors are trained. */
enum ClassifierPart {
  NOTHING,
  EVERYTHING,
  /** The last layer, which gives the classes' scores. */
  HEAD,
  /** All but the last layer. */
  BODY;

  boolean has(ImageClassifierSpec spec, String tensor) {
    return switch (this) {
      case NOTHING -> false;
      case EVERYTHING -> true;
      case HEAD -> spec.isHead(tensor);
      case BODY -> !spec.isHead(tensor);
    };
  }
}
