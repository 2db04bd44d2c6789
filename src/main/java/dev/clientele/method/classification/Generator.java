package dev.clientele.method.classification;

import dev.clientele.config.LoraConfig;
import dev.clientele.data.Federation;
import dev.clientele.diffusion.Sampler;
import dev.clientele.network.AdaptedSpec;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.network.Lora;
import dev.clientele.network.LoraTarget;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Weights;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The pre-trained diffusion model, which knows classes and which nobody trains, and the adapters
 * beside it. It is public, so its bytes are nobody's message. Immutable.
 *
 * @param network without adapters and without clients
 * @param base all of its weights
 * @param adapters the adapters' tensors
 * @param federation whose images it is to imitate
 * @param recall what was trained and drawn with it before
 */
public record Generator(
    DenoiserSpec network,
    Weights base,
    Lora lora,
    Layout adapters,
    Sampler sampler,
    Federation federation,
    Recall recall) {
  /** Rejects a network without classes, and adapters that fit nowhere. */
  public Generator {
    if (network.labels() != federation.classes()) {
      throw new IllegalArgumentException(
          "expected a diffusion model of "
              + federation.classes()
              + " classes but was "
              + network.labels());
    }
    if (adapters.size() == 0) {
      throw new IllegalArgumentException(
          "expected layers that have adapters but " + lora + " fits none");
    }
  }

  /** The generator with these adapters. */
  public static Generator of(
      DenoiserSpec network,
      Weights pretrained,
      LoraConfig config,
      Sampler sampler,
      Federation federation,
      Recall recall) {
    Set<LoraTarget> targets =
        config.targets().stream()
            .map(target -> LoraTarget.valueOf(target.name()))
            .collect(Collectors.toSet());
    DenoiserSpec plain = network.withClients(0);
    Lora lora = new Lora(config.rank(), config.alpha(), targets, ".*");
    Layout adapters = new AdaptedSpec(plain, lora).layout().filter(Lora::isAdapter);
    Weights base = pretrained.project(plain.layout());
    return new Generator(plain, base, lora, adapters, sampler, federation, recall);
  }

  /** The network as it is trained. */
  AdaptedSpec adapted() {
    return new AdaptedSpec(network, lora);
  }
}
