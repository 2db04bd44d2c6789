package dev.clientele.method.classification;

import dev.clientele.network.Adam;
import dev.clientele.network.Classifier;
import dev.clientele.network.Network;
import dev.clientele.network.Optimizer;
import dev.clientele.network.ProximalPull;
import dev.clientele.network.Sgd;

/** A classifier with its optimiser and pull. Belongs to one worker's thread. */
final class ClassifierTrainer {
  private final Classifier classifier;
  private final Optimizer optimizer;
  private ProximalPull pull;

  ClassifierTrainer(Classifier classifier, boolean adam) {
    this.classifier = classifier;
    Network network = classifier.network();
    this.optimizer = adam ? new Adam(network) : new Sgd(network);
  }

  Classifier classifier() {
    return classifier;
  }

  Network network() {
    return classifier.network();
  }

  Optimizer optimizer() {
    return optimizer;
  }

  /** Laid out when it is first asked for, as most methods need none. */
  ProximalPull pull() {
    if (pull == null) {
      pull = new ProximalPull(network());
    }
    return pull;
  }
}
