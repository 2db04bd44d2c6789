package dev.clientele.data;

/** How many of a client's images are for what; they lie in this order. */
record Split(int train, int heldOut, int validation) {
  /**
   * Divides {@code images}, at least {@link ClientCounts#fewest()}, in the proportion of the
   * federation's counts: exactly those where a client has as many as they ask for.
   */
  static Split of(int images, ClientCounts counts) {
    int heldOut = part(images, counts.heldOut(), counts.imagesEach());
    int validation = part(images, counts.validation(), counts.imagesEach());
    // Rounding up both of two small parts must leave something to train on.
    validation = Math.max(Math.min(2, validation), Math.min(validation, images - heldOut - 1));
    heldOut = Math.max(Math.min(2, heldOut), Math.min(heldOut, images - validation - 1));
    return new Split(images - heldOut - validation, heldOut, validation);
  }

  private static int part(int images, int wanted, int each) {
    int share = (int) Math.round((double) images * wanted / each);
    return Math.max(Math.min(2, wanted), share);
  }

  int count(Part part) {
    return switch (part) {
      case TRAIN -> train;
      case HELD_OUT -> heldOut;
      case VALIDATION -> validation;
    };
  }

  /** Where the part begins among the client's images. */
  int start(Part part) {
    return switch (part) {
      case TRAIN -> 0;
      case HELD_OUT -> train;
      case VALIDATION -> train + heldOut;
    };
  }
}
