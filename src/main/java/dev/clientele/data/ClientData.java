package dev.clientele.data;

/**
 * What one client holds. Immutable; the images may be made or read when they are first asked for.
 */
public interface ClientData {
  /** The client's number in its federation. */
  int id();

  /** The images it trains on. */
  Images train();

  /** Images of the same distribution that nothing is ever trained on or chosen by. */
  Images heldOut();

  /** How many images a part has; makes none. */
  default int count(Part part) {
    return streamed(part).count();
  }

  /**
   * Images of the same distribution, neither trained on nor held out, by which hyper-parameters and
   * models are chosen; may be none.
   */
  default Images validation() {
    return train().first(0);
  }

  /**
   * A part's images, each made anew whenever it is copied where they were not in memory already:
   * for whoever goes through many clients and must not keep them all.
   */
  default Images streamed(Part part) {
    return switch (part) {
      case TRAIN -> train();
      case HELD_OUT -> heldOut();
      case VALIDATION -> validation();
    };
  }

  /** The domain that all its images are from, such as "amazon"; empty where there is none. */
  default String domain() {
    return "";
  }

  /** What sets this client apart, in a few words for a table, such as "rotated 31 degrees". */
  String description();
}
