package dev.clientele.config;

import dev.clientele.config.EvaluationConfig.Figure;

/** Rules that hold between what is measured and what it is measured on. */
final class EvaluationRules {
  private static final String BLOCK = "clientele.evaluation.";

  private EvaluationRules() {}

  static void check(ClienteleConfig config, Problems problems) {
    EvaluationConfig evaluation = config.evaluation();
    problems.require(
        evaluation.figures().contains(Figure.LOSS),
        BLOCK + "figures: expected loss among them, as it is always measured, but was not",
        BLOCK + "figures");
    for (Figure figure : new Figure[] {Figure.FID, Figure.MEMORISATION}) {
      problems.require(
          evaluation.kidSamples() > 0 || !evaluation.figures().contains(figure),
          BLOCK
              + "kid-samples: expected at least 2, as "
              + Block.nameOf(figure)
              + " is measured ("
              + BLOCK
              + "figures), but was 0",
          BLOCK + "kid-samples",
          BLOCK + "figures");
    }
    subsets(config, problems);
    problems.require(
        config.adaptation().clients() != AdaptationConfig.Clients.VALIDATION
            || config.clients().validationClients() > 0,
        "clientele.clients.validation-clients: expected at least 1, as only they adapt"
            + " (clientele.adaptation.clients = validation), but was 0",
        "clientele.clients.validation-clients",
        "clientele.adaptation.clients");
    problems.require(
        !evaluation.figures().contains(Figure.MEMBERSHIP)
            || Math.min(config.clients().heldOut(), config.adaptation().samples()) > 1,
        "clientele.clients.held-out: expected at least 2, and clientele.adaptation.samples, too, as"
            + " membership is measured ("
            + BLOCK
            + "figures), but was "
            + config.clients().heldOut()
            + " and "
            + config.adaptation().samples(),
        "clientele.clients.held-out",
        "clientele.adaptation.samples",
        BLOCK + "figures");
    problems.require(
        !evaluation.figures().contains(Figure.NLL)
            || evaluation.nllDraws() < config.diffusion().steps(),
        BLOCK
            + "nll-draws: expected fewer than clientele.diffusion.steps ("
            + config.diffusion().steps()
            + ") but was "
            + evaluation.nllDraws(),
        BLOCK + "nll-draws",
        "clientele.diffusion.steps");
    problems.require(
        evaluation.features() != EvaluationConfig.Features.ONNX
            || !evaluation.onnx().path().isBlank(),
        BLOCK + "onnx.path: expected a file, as features are onnx, but was empty",
        BLOCK + "onnx.path",
        BLOCK + "features");
    problems.require(
        evaluation.forgettingClients() <= evaluation.clients(),
        BLOCK
            + "forgetting-clients: expected at most "
            + BLOCK
            + "clients ("
            + evaluation.clients()
            + ") but was "
            + evaluation.forgettingClients(),
        BLOCK + "forgetting-clients",
        BLOCK + "clients");
  }

  private static void subsets(ClienteleConfig config, Problems problems) {
    EvaluationConfig evaluation = config.evaluation();
    int most = Math.min(evaluation.kidSamples(), config.clients().heldOut());
    problems.require(
        evaluation.kidSubsets() == 0
            || evaluation.kidSamples() == 0
            || evaluation.kidSubsetSize() <= most,
        BLOCK
            + "kid-subset-size: expected at most "
            + BLOCK
            + "kid-samples and clientele.clients.held-out ("
            + most
            + ") but was "
            + evaluation.kidSubsetSize(),
        BLOCK + "kid-subset-size",
        BLOCK + "kid-subsets",
        BLOCK + "kid-samples",
        "clientele.clients.held-out");
  }
}
