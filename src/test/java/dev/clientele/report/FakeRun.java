package dev.clientele.report;

import dev.clientele.data.ImageShape;
import dev.clientele.data.Images;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.RandomStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** A run's directory with believable content, of no real run. */
final class FakeRun {
  private static final int ROUNDS = 50;

  private FakeRun() {}

  /** Writes one to the folder that is named, to look at its report. */
  public static void main(String[] args) {
    HtmlReport.write(write(Path.of(args[0])));
  }

  static RunDirectory write(Path root) {
    RunDirectory run = RunDirectory.create(root, true);
    RandomStream random = RandomKey.of(11).stream();
    run.write(run.config(), "clientele {\n  name = \"quick <start>\"\n  rounds = 50\n}\n");
    Manifest.of(1, "CPU, oneDNN", List.of("run", "conf/quickstart.conf"), Instant.EPOCH)
        .ended(Instant.EPOCH.plusSeconds(171))
        .write(run);
    rounds(run, random);
    Summary.write(run, summary());
    List<SampleGrid.Row> rows = new ArrayList<>();
    for (int client = 0; client < 6; client++) {
      rows.add(
          new SampleGrid.Row(
              "client " + client, List.of(stripes(client, 4, 0), stripes(client, 10, 0.3f))));
    }
    SampleGrid.write(run.samples().resolve("seen.png"), rows, 2);
    return run;
  }

  private static void rounds(RunDirectory run, RandomStream random) {
    try (JsonLines metrics = JsonLines.open(run.metrics());
        JsonLines clients = JsonLines.open(run.clients());
        JsonLines timing = JsonLines.open(run.timing())) {
      metrics.write(fields("event", "phase", "phase", "pre-training", "round", 1));
      for (int r = 1; r <= ROUNDS; r++) {
        double loss = 0.06 + 0.9 * StrictMath.exp(-r / 8.0) + 0.004 * random.nextGaussian();
        metrics.write(
            fields(
                "event",
                "round",
                "round",
                r,
                "virtualSeconds",
                61.5 * r,
                "loss",
                loss,
                "clients",
                20,
                "updateNorm",
                3.0 / r));
        if (r % 10 == 0) {
          evaluation(metrics, "seen", r, loss);
        }
        for (int c = 0; c < 20; c++) {
          String outcome = random.nextInt(12) == 0 ? "failed" : "completed";
          clients.write(
              fields(
                  "round",
                  r,
                  "client",
                  random.nextInt(1000),
                  "outcome",
                  outcome,
                  "staleness",
                  0,
                  "bytesDown",
                  812_344,
                  "bytesUp",
                  outcome.equals("failed") ? 0 : 812_344));
        }
        timing.write(
            fields(
                "round",
                r,
                "seconds",
                2.4,
                "imagesPerSecond",
                2600 + 90 * random.nextGaussian(),
                "residentMegabytes",
                700 + 80 * (1 - 1.0 / r)));
      }
      metrics.write(fields("event", "phase", "phase", "adaptation", "round", ROUNDS));
      evaluation(metrics, "unseen", ROUNDS, 0.07);
    }
  }

  private static void evaluation(JsonLines to, String group, int round, double loss) {
    to.write(
        fields(
            "event",
            "evaluation",
            "round",
            round,
            "group",
            group,
            "clients",
            8,
            "figures",
            fields(
                "kid-lenet",
                figure(loss * 0.9, 0.2 + loss, 6),
                "loss",
                figure(loss, loss * 1.3, 8))));
    for (int c = 0; c < 8; c++) {
      double own = loss * (0.8 + 0.06 * c);
      String style = c == 0 ? "<b>inverted</b> & thin" : "stroke " + c + ", slanted";
      to.write(
          fields(
              "event",
              "client",
              "round",
              round,
              "group",
              group,
              "client",
              c * 37,
              "figures",
              fields(
                  "kid-lenet",
                  fields("own", c == 3 ? Double.NaN : own - 0.05, "population", own + 0.1),
                  "loss",
                  fields("own", own, "population", own * (1.45 - 0.04 * c))),
              "description",
              style));
    }
  }

  private static SequencedMap<String, Object> summary() {
    SequencedMap<String, Object> all = new LinkedHashMap<>();
    all.put("weightsSha256", "3b1f0c5e9d");
    all.put("rounds", ROUNDS);
    all.put("outcomes", fields("completed", 917, "failed", 83));
    all.put("seen", group(0.0612, 0.0861));
    all.put("unseen", group(0.0689, 0.0934));
    all.put("bytes", fields("down", 812_344_000L, "up", 744_919_448L));
    return all;
  }

  private static SequencedMap<String, Object> group(double loss, double population) {
    return fields(
        "clients",
        8,
        "figures",
        fields(
            "accuracy",
            figure(0.75, 0.5, 7),
            "kid-lenet",
            figure(-0.0012, 0.312, 8),
            "loss",
            figure(loss, population, 7)));
  }

  private static SequencedMap<String, Object> figure(double own, double population, int better) {
    return fields(
        "own",
        own,
        "population",
        population,
        "ownWorstDecile",
        own * 1.4,
        "populationWorstDecile",
        population * 1.4,
        "better",
        better);
  }

  private static SequencedMap<String, Object> fields(Object... namesAndValues) {
    SequencedMap<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }

  private static Images stripes(int client, int count, float noise) {
    ImageShape shape = new ImageShape(16, 16, 1);
    RandomStream random = RandomKey.of(client).stream();
    float[] pixels = new float[count * shape.size()];
    for (int i = 0; i < pixels.length; i++) {
      boolean light = (i % 16 + client * (i / 16 % 16) / 3 + i / 256 * 3) % 8 < 4;
      pixels[i] = (light ? 0.8f : -0.8f) + noise * (float) random.nextGaussian();
    }
    return Images.adopt(shape, pixels, new int[count]);
  }
}
