package dev.clientele.method.classification;

import dev.clientele.config.ClassificationConfig;
import dev.clientele.config.CompressionConfig;
import dev.clientele.config.LoraConfig;
import dev.clientele.config.MethodConfig;
import dev.clientele.config.MethodConfig.Kind;
import dev.clientele.config.MethodConfig.Optimizer;
import dev.clientele.config.RateSchedule;
import dev.clientele.config.WarmFedConfig;
import dev.clientele.config.WarmFedConfig.Classes;
import dev.clientele.config.WarmFedConfig.Personalisation;
import dev.clientele.data.Federation;
import dev.clientele.data.GlyphFederation;
import dev.clientele.data.ImageShape;
import dev.clientele.diffusion.NoiseSchedule;
import dev.clientele.diffusion.Sampler;
import dev.clientele.diffusion.Workspace;
import dev.clientele.kernel.cpu.CpuKernels;
import dev.clientele.network.Initializer;
import dev.clientele.network.ResidualClassifierSpec;
import dev.clientele.network.UNetSpec;
import dev.clientele.tensor.RandomKey;
import java.util.List;
import java.util.Set;

/** A federation, a classifier and a diffusion model that take a second. */
final class Tiny {
  static final ImageShape SHAPE = new ImageShape(8, 8, 1);
  static final RandomKey KEY = RandomKey.of(41);

  private Tiny() {}

  static Federation federation() {
    return GlyphFederation.create(SHAPE, 3, 1, 24, 20, 1, 0.5, KEY.child("data"));
  }

  static MethodConfig visit(Kind kind, Optimizer optimizer, double rate, double proximal) {
    return new MethodConfig(
        kind,
        6,
        8,
        optimizer,
        rate,
        100,
        0,
        MethodConfig.Update.JOINT,
        2,
        1e-2,
        0.1,
        MethodConfig.EmbeddingStart.ZERO,
        0,
        proximal,
        MethodConfig.PrivatePart.OUTPUT,
        new CompressionConfig(CompressionConfig.Kind.NONE, 0.01, 256, true));
  }

  static ClassifierTask task() {
    return task(visit(Kind.FEDAVG, Optimizer.ADAM, 2e-3, 0.1));
  }

  static ClassifierTask task(MethodConfig visit) {
    ResidualClassifierSpec spec = new ResidualClassifierSpec(8, 8, 1, List.of(8), 1, 4, 10);
    return new ClassifierTask(
        spec,
        spec.layout(),
        SHAPE,
        visit,
        new ClassificationConfig(List.of(8), 1, 4, 1, false, 4, 1, 2));
  }

  static WarmFedConfig warmFed(double ratio, Classes classes, Personalisation personalisation) {
    return new WarmFedConfig(
        new LoraConfig(2, 2, Set.of(LoraConfig.Target.values())),
        3,
        4,
        1e-2,
        RateSchedule.CONSTANT,
        ratio,
        classes,
        3,
        4,
        personalisation);
  }

  static Generator generator(Federation federation) {
    return generator(federation, Recall.NOTHING);
  }

  static Generator generator(Federation federation, Recall recall) {
    UNetSpec spec = UNetSpec.of(8, 8, 1, List.of(8), 1, List.of(), 0, 4, 10);
    Sampler sampler = new Sampler(schedule(), 3, 0, Sampler.Variance.SMALL, 1, true);
    return Generator.of(
        spec,
        Initializer.weights(spec.layout(), KEY.child("base")),
        new LoraConfig(2, 2, Set.of(LoraConfig.Target.values())),
        sampler,
        federation,
        recall);
  }

  static NoiseSchedule schedule() {
    return NoiseSchedule.linear(50);
  }

  static Workspace workspace() {
    return new Workspace(CpuKernels::new, schedule());
  }
}
