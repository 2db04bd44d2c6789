package dev.clientele.simulation;

/** What a client does on a node that is not the server's. */
sealed interface Errand {
  /** The client's number. */
  int client();

  /**
   * A visit.
   *
   * @param start the private tensors to start from; none for a client that never trained
   */
  record Train(int client, Order order, Cargo start) implements Errand {}

  /** An unseen client's adaptation. */
  record Adapt(int client) implements Errand {}
}
