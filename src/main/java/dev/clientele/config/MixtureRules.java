package dev.clientele.config;

/** What a federation of points asks of the blocks that are made for images. */
final class MixtureRules {
  private MixtureRules() {}

  static void check(ClienteleConfig config, Problems problems) {
    if (config.data().kind() != DataConfig.Kind.MIXTURE) {
      return;
    }
    require(
        config.data().channels() == 1,
        "data.channels: expected 1 for a mixture but was " + config.data().channels(),
        "data.channels",
        problems);
    require(
        config.data().height() == 1,
        "data.height: expected 1 for a mixture, whose points are as long as data.width, but was "
            + config.data().height(),
        "data.height",
        problems);
    require(
        config.network().kind() == NetworkConfig.Kind.MLP,
        "network.kind: expected mlp for a mixture's points but was unet",
        "network.kind",
        problems);
    require(
        !config.network().labelConditioning(),
        "network.label-conditioning: expected off for a mixture, where it would give the component"
            + " away, but was on",
        "network.label-conditioning",
        problems);
    require(
        config.evaluation().kidSamples() == 0,
        "evaluation.kid-samples: expected 0 for a mixture, whose divergence is measured, but was "
            + config.evaluation().kidSamples(),
        "evaluation.kid-samples",
        problems);
  }

  private static void require(boolean holds, String message, String key, Problems problems) {
    problems.require(holds, "clientele." + message, "clientele." + key, "clientele.data.kind");
  }
}
