package dev.clientele.method;

import dev.clientele.config.AdaptationConfig;
import dev.clientele.config.CompressionConfig;
import dev.clientele.config.EvaluationConfig;
import dev.clientele.config.EvaluationConfig.Figure;
import dev.clientele.config.LoraConfig;
import dev.clientele.config.MethodConfig;
import dev.clientele.config.MethodConfig.EmbeddingStart;
import dev.clientele.config.MethodConfig.Kind;
import dev.clientele.config.MethodConfig.Optimizer;
import dev.clientele.config.MethodConfig.PrivatePart;
import dev.clientele.config.MethodConfig.Update;
import dev.clientele.config.OnnxConfig;
import dev.clientele.config.ServerConfig;
import dev.clientele.data.Federation;
import dev.clientele.data.GlyphFederation;
import dev.clientele.data.ImageShape;
import dev.clientele.diffusion.NoiseSchedule;
import dev.clientele.diffusion.Sampler;
import dev.clientele.diffusion.Workspace;
import dev.clientele.kernel.cpu.CpuKernels;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.network.UNetSpec;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A federation, networks and configurations that take a second. */
final class Small {
  static final int HELD_OUT = 20;

  private Small() {}

  static Federation federation() {
    return GlyphFederation.create(
        new ImageShape(8, 8, 1), 4, 2, 24, HELD_OUT, 1, 0.5, RandomKey.of(1).child("data"));
  }

  /** Without clients; methods ask for the rows that they need. */
  static UNetSpec spec(int labels) {
    return UNetSpec.of(8, 8, 1, List.of(8, 16), 1, List.of(1), 0, 4, labels);
  }

  static Training training(Update update, int steps, double conditionDropout, int adaptationSteps) {
    return training(Kind.SPIRE, update, steps, conditionDropout, adaptationSteps);
  }

  static Training training(
      Kind kind, Update update, int steps, double conditionDropout, int adaptationSteps) {
    return training(
        kind, update, steps, conditionDropout, adaptationSteps, EmbeddingStart.ZERO, 0.01);
  }

  static Training training(
      Kind kind,
      Update update,
      int steps,
      double conditionDropout,
      int adaptationSteps,
      EmbeddingStart start,
      double proximal) {
    return new Training(
        new MethodConfig(
            kind,
            steps,
            8,
            Optimizer.ADAM,
            2e-3,
            1,
            0.9,
            update,
            3,
            1e-2,
            conditionDropout,
            start,
            0,
            proximal,
            PrivatePart.OUTPUT,
            new CompressionConfig(CompressionConfig.Kind.NONE, 0.01, 256, true)),
        new ServerConfig(
            ServerConfig.Optimizer.AVERAGE, 1, 0.9, 0.99, 1e-3, ServerConfig.Broadcast.FP32),
        new AdaptationConfig(
            AdaptationConfig.Kind.OWN,
            AdaptationConfig.Clients.ALL,
            adaptationSteps,
            16,
            5e-2,
            24,
            new LoraConfig(2, 2, Set.of(LoraConfig.Target.values()))));
  }

  static EvaluationConfig evaluation(int kidSamples, int columns) {
    return evaluation(EnumSet.of(Figure.LOSS, Figure.KID), kidSamples, 0, columns);
  }

  static EvaluationConfig evaluation(
      Set<Figure> figures, int kidSamples, int subsets, int columns) {
    return new EvaluationConfig(
        1,
        2,
        EvaluationConfig.Panel.RECENT,
        figures,
        4,
        kidSamples,
        subsets,
        4,
        5,
        0,
        EvaluationConfig.Features.LENET,
        new OnnxConfig("", 299, OnnxConfig.Normalisation.SYMMETRIC, ""),
        columns);
  }

  static Workspace workspace() {
    return new Workspace(CpuKernels::new, schedule());
  }

  static NoiseSchedule schedule() {
    return NoiseSchedule.linear(100);
  }

  static Sampler sampler() {
    return new Sampler(schedule(), 3, 0, Sampler.Variance.SMALL, 0, true);
  }

  /** Weights of which none is zero, so that every condition shows. */
  static Weights random(DenoiserSpec spec, RandomKey key) {
    return random(spec.layout(), key);
  }

  static Weights random(Layout layout, RandomKey key) {
    float[] values = new float[layout.size()];
    key.stream().fillGaussian(values);
    for (Layout.Entry e : layout.entries()) {
      int inputs = e.shape().size() == 1 ? 10 : e.size() / e.shape().getFirst();
      for (int i = e.offset(); i < e.offset() + e.size(); i++) {
        values[i] /= (float) Math.sqrt(inputs);
      }
    }
    return Weights.adopt(layout, values);
  }
}
