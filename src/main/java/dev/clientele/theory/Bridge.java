package dev.clientele.theory;

import dev.clientele.config.TheoryConfig;
import dev.clientele.report.Figure;
import dev.clientele.report.Figure.Line;
import dev.clientele.report.Figure.Style;
import dev.clientele.report.Table;
import dev.clientele.tensor.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The bridge from denoising to maximum likelihood: {@code integral_0^inf L_t(b) dt = KL(p* ||
 * p_b)}, both sides computed independently for every separation, true weight and candidate; and the
 * divergence a third time from points drawn in many dimensions.
 *
 * @param key names every random stream
 */
public record Bridge(TheoryConfig config, RandomKey key) implements Experiment {
  private static final int DRAWS = 20_000;
  private static final double LATEST = 4;
  private static final int TIMES = 200;

  private record Cell(double separation, double weight, double candidate) {}

  private record Result(Cell cell, double integral, double divergence, Estimate sampled) {
    double difference() {
      return Math.abs(integral - divergence);
    }

    double relative() {
      return difference() / divergence;
    }
  }

  @Override
  public Findings run(Laboratory laboratory) {
    List<Supplier<Result>> jobs = new ArrayList<>();
    for (double separation : config.separations()) {
      for (double weight : config.weights()) {
        for (double candidate : config.weights()) {
          if (weight != candidate) {
            RandomKey own = key.child("points").child(jobs.size());
            jobs.add(() -> compute(new Cell(separation, weight, candidate), own));
          }
        }
      }
    }
    List<Result> results = Parallel.inOrder(laboratory, "bridge", jobs);
    results.forEach(result -> laboratory.event(line(result)));
    return new Findings(
        summary(results),
        List.of(table(results)),
        List.of(losses(), identity(results), differences(results)));
  }

  private Result compute(Cell cell, RandomKey own) {
    TwoComponents truth = TwoComponents.of(cell.separation(), cell.weight());
    double b = TwoComponents.bias(cell.candidate());
    double[] mean =
        Projection.direction(
            config.dimension(), cell.separation(), own.child("direction").stream());
    double[] opposite = Arrays.stream(mean).map(v -> -v).toArray();
    GaussianMixture mixture =
        new GaussianMixture(
            new double[] {cell.weight(), 1 - cell.weight()}, new double[][] {mean, opposite}, 1);
    Estimate sampled =
        Divergence.monteCarlo(
            mixture,
            mixture.withWeights(new double[] {cell.candidate(), 1 - cell.candidate()}),
            DRAWS,
            own.child("draws"));
    return new Result(cell, truth.integratedLoss(b), truth.divergence(b), sampled);
  }

  private static LinkedHashMap<String, Object> line(Result r) {
    LinkedHashMap<String, Object> line = new LinkedHashMap<>();
    line.put("event", "bridge");
    line.put("separation", r.cell().separation());
    line.put("weight", r.cell().weight());
    line.put("candidate", r.cell().candidate());
    line.put("integratedLoss", r.integral());
    line.put("divergence", r.divergence());
    line.put("sampledDivergence", r.sampled().value());
    line.put("sampledDivergenceError", r.sampled().error());
    return line;
  }

  private LinkedHashMap<String, Object> summary(List<Result> results) {
    LinkedHashMap<String, Object> summary = new LinkedHashMap<>();
    summary.put("experiment", "bridge");
    summary.put("cells", results.size());
    summary.put("largestDifference", largest(results, Result::difference));
    summary.put("largestRelativeDifference", largest(results, Result::relative));
    summary.put(
        "sampledWithinInterval",
        results.stream()
            .filter(r -> Math.abs(r.sampled().value() - r.divergence()) <= r.sampled().margin())
            .count());
    return summary;
  }

  private static double largest(List<Result> results, ToDoubleFunction<Result> of) {
    return results.stream().mapToDouble(of).max().orElse(Double.NaN);
  }

  private static Table table(List<Result> results) {
    return new Table(
        "bridge",
        List.of(
            "separation",
            "weight",
            "candidate",
            "integrated_loss",
            "divergence",
            "difference",
            "sampled_divergence",
            "sampled_standard_error"),
        results.stream()
            .map(
                r ->
                    List.of(
                        r.cell().separation(),
                        r.cell().weight(),
                        r.cell().candidate(),
                        r.integral(),
                        r.divergence(),
                        r.difference(),
                        r.sampled().value(),
                        r.sampled().error()))
            .toList());
  }

  private Figure losses() {
    TwoComponents truth = TwoComponents.of(config.separation(), config.weight());
    List<Double> times = IntStream.rangeClosed(0, TIMES).mapToObj(i -> i * LATEST / TIMES).toList();
    List<Line> lines = new ArrayList<>();
    for (double candidate : config.weights()) {
      double b = TwoComponents.bias(candidate);
      List<Double> losses = times.stream().map(t -> truth.loss(t, b)).toList();
      lines.add(new Line("w = " + candidate, Style.SOLID, times, losses));
    }
    return new Figure(
        "loss-over-time",
        "Excess denoising loss where the true weight is "
            + config.weight()
            + ": the area below is the divergence",
        "time t",
        "excess loss",
        false,
        false,
        lines);
  }

  private static Figure identity(List<Result> results) {
    List<Double> divergences = results.stream().map(Result::divergence).toList();
    return new Figure(
        "identity",
        "The loss over all times is the divergence",
        "Kullback-Leibler divergence, nats",
        "integrated loss",
        true,
        true,
        List.of(
            new Line("equal", Style.DASHED, sorted(divergences), sorted(divergences)),
            new Line(
                "measured",
                Style.POINTS,
                divergences,
                results.stream().map(Result::integral).toList())));
  }

  private static List<Double> sorted(List<Double> values) {
    return values.stream().sorted().toList();
  }

  private static Figure differences(List<Result> results) {
    return new Figure(
        "difference",
        "What rounding leaves between the two sides",
        "Kullback-Leibler divergence, nats",
        "relative difference (at least 1e-17)",
        true,
        true,
        List.of(
            new Line(
                "grid",
                Style.POINTS,
                results.stream().map(Result::divergence).toList(),
                results.stream().map(r -> Math.max(1e-17, r.relative())).toList())));
  }
}
