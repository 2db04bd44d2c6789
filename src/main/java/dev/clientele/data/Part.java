package dev.clientele.data;

/** What a client's images are for; no image is for two of them. */
public enum Part {
  /** Trained on. */
  TRAIN("train"),
  /** Measured on, and nothing else: neither trained on nor chosen by. */
  HELD_OUT("held-out"),
  /** Hyper-parameters and models are chosen by them. */
  VALIDATION("validation");

  private final String title;

  Part(String title) {
    this.title = title;
  }

  /** What a table calls it; also the name of its random streams. */
  public String title() {
    return title;
  }
}
