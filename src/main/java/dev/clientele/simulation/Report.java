package dev.clientele.simulation;

import java.util.Optional;

/** What came of an {@link Errand}. */
sealed interface Report {
  /**
   * A visit is computed; the components are those of {@link Update} and {@link Worked}.
   *
   * @param version of the model, as the client says
   * @param objection why the update cannot be used, where it is not sent
   * @param change the update, where it is sent
   * @param personal the client's private tensors, if the visit is kept
   */
  record Trained(
      int version,
      int samples,
      long images,
      double loss,
      Optional<String> objection,
      Cargo change,
      Cargo personal)
      implements Report {}

  /** An adaptation is computed. */
  record Adapted(int parameters, long images, double loss, Cargo personal) implements Report {}

  /** It could not be computed, and why. */
  record Failed(String reason) implements Report {}
}
