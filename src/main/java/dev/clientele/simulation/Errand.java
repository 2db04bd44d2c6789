package dev.clientele.simulation;

/** What a client does on a node that is not the server's. */
sealed interface Errand {
  /** The client's number. */
  int client();

  /** What becomes of a visit's update. */
  enum After {
    /** It is sent to the server. */
    SEND,
    /** It stays, under the task's number, until it is summed or not wanted. */
    KEEP,
    /** Nobody wants it. */
    DROP
  }

  /**
   * A visit.
   *
   * @param after what becomes of the update
   * @param start the private tensors to start from; none for a client that never trained
   */
  record Train(int client, Order order, After after, Cargo start) implements Errand {}

  /** An unseen client's adaptation. */
  record Adapt(int client) implements Errand {}
}
