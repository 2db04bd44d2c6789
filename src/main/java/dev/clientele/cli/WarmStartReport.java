package dev.clientele.cli;

import dev.clientele.data.ClientData;
import dev.clientele.data.ImageShape;
import dev.clientele.data.Images;
import dev.clientele.diffusion.Workspace;
import dev.clientele.method.classification.ClassificationFactory;
import dev.clientele.method.classification.Generator;
import dev.clientele.method.classification.Inspection;
import dev.clientele.method.classification.PrivacyFigures;
import dev.clientele.method.classification.Synthetic;
import dev.clientele.metric.AreaUnderCurve;
import dev.clientele.metric.LeNetFeatures;
import dev.clientele.metric.PrincipalComponents;
import dev.clientele.metric.Statistics;
import dev.clientele.report.Pictures;
import dev.clientele.report.RunDirectory;
import dev.clientele.report.SampleGrid;
import dev.clientele.report.ScatterChart;
import dev.clientele.simulation.Outcome;
import dev.clientele.tensor.RandomKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What the server drew with the clients' adapters, and how private that was: pictures in the run's
 * directory, and figures for summary.json.
 */
final class WarmStartReport {
  private static final int SCALE = 2;
  private static final int REFERENCE_IMAGES = 2500;
  private static final int REFERENCE_EPOCHS = 4;

  /** Points of one kind in the map of features: more would cover each other. */
  private static final int POINTS = 150;

  private final RunDirectory run;
  private final Assembly assembly;
  private final Inspection inspection;
  private final List<ClientData> clients = new ArrayList<>();
  private final Workspace workspace;

  private WarmStartReport(
      RunDirectory run, Assembly assembly, Inspection inspection, Workspace workspace) {
    this.run = run;
    this.assembly = assembly;
    this.inspection = inspection;
    this.workspace = workspace;
    inspection
        .synthetic()
        .clients()
        .forEach(client -> clients.add(assembly.federation().client(client)));
  }

  /** Writes the pictures; the figures are empty where the method draws no images. */
  static Optional<SequencedMap<String, Object>> write(
      RunDirectory run, Assembly assembly, Outcome.Finished finished) {
    Synthetic synthetic = new Synthetic(finished.position().state().memory());
    if (!ClassificationFactory.draws(assembly.config().method()) || synthetic.clients().isEmpty()) {
      return Optional.empty();
    }
    RandomKey key = RandomKey.of(assembly.config().seed()).child("inspection");
    try (Workspace workspace = assembly.workspace()) {
      Generator generator = assembly.generator();
      LeNetFeatures features =
          generator
              .recall()
              .get(
                  List.of("features", key),
                  LeNetFeatures.class,
                  () -> features(assembly, key, workspace));
      int draws = assembly.config().evaluation().lossDraws();
      Inspection inspection = new Inspection(generator, synthetic, features, draws, key);
      WarmStartReport report = new WarmStartReport(run, assembly, inspection, workspace);
      report.pictures();
      return Optional.of(report.privacy());
    }
  }

  private static LeNetFeatures features(Assembly assembly, RandomKey key, Workspace workspace) {
    return LeNetFeatures.train(
        assembly.federation().reference(REFERENCE_IMAGES),
        assembly.federation().classes(),
        REFERENCE_EPOCHS,
        key.child("features"),
        workspace);
  }

  private void pictures() {
    int columns = assembly.config().evaluation().pictureColumns();
    List<SampleGrid.Row> drawn = new ArrayList<>();
    List<SampleGrid.Row> neighbours = new ArrayList<>();
    for (ClientData data : clients) {
      String caption = data.domain().isEmpty() ? "client " + data.id() : data.domain();
      Images synthetic = inspection.synthetic().images(data.id());
      drawn.add(
          new SampleGrid.Row(
              caption, List.of(byClass(data.train(), columns), byClass(synthetic, columns))));
      neighbours.add(new SampleGrid.Row(caption + ": drawn", synthetic.first(columns)));
      neighbours.add(
          new SampleGrid.Row("nearest private", inspection.nearest(data, columns, workspace)));
    }
    SampleGrid.write(run.samples().resolve("synthetic.png"), drawn, SCALE);
    SampleGrid.write(run.samples().resolve("neighbours.png"), neighbours, SCALE);
    Pictures.write(
        run.samples().resolve("features.png"), 2, () -> clients.stream().map(this::map).toList());
  }

  /** An image of each class in turn; an empty one where there is none or no other of it. */
  private Images byClass(Images images, int count) {
    int classes = assembly.federation().classes();
    List<Images> chosen = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int label = i % classes;
      chosen.add(
          IntStream.range(0, images.count())
              .filter(k -> images.label(k) == label)
              .skip(i / classes)
              .mapToObj(k -> images.range(k, k + 1))
              .findFirst()
              .orElseGet(() -> empty(images.shape(), label)));
    }
    return Images.concat(chosen);
  }

  private static Images empty(ImageShape shape, int label) {
    return Images.adopt(shape, new float[shape.size()], new int[] {label});
  }

  /** So many images at equal distances: of several classes, as classes are drawn in turn. */
  private static Images spread(Images images, int count) {
    List<Images> chosen = new ArrayList<>();
    int n = Math.min(count, images.count());
    for (int i = 0; i < n; i++) {
      int at = (int) ((long) i * images.count() / n);
      chosen.add(images.range(at, at + 1));
    }
    return Images.concat(chosen);
  }

  /** A client's private and drawn images in the plane of their first two principal components. */
  private java.awt.image.BufferedImage map(ClientData data) {
    float[][] real = inspection.extractor().of(spread(data.train(), POINTS), workspace);
    Images synthetic = spread(inspection.synthetic().images(data.id()), POINTS);
    float[][] drawn = inspection.extractor().of(synthetic, workspace);
    PrincipalComponents plane = PrincipalComponents.of(real, 2);
    List<ScatterChart.Point> points = new ArrayList<>();
    for (double[] at : plane.project(real)) {
      points.add(new ScatterChart.Point(at[0], at[1], "", "private"));
    }
    for (double[] at : plane.project(drawn)) {
      points.add(new ScatterChart.Point(at[0], at[1], "", "synthetic"));
    }
    String title = "client " + data.id() + (data.domain().isEmpty() ? "" : ", " + data.domain());
    return ScatterChart.draw(title, axis(plane, 0), axis(plane, 1), points);
  }

  private static String axis(PrincipalComponents plane, int component) {
    return String.format(
        Locale.ROOT,
        "component %d of the private features (%.0f %%)",
        component + 1,
        100 * plane.explained(component));
  }

  /** Means over the clients, then every client's figures. */
  private SequencedMap<String, Object> privacy() {
    SequencedMap<String, Object> each = new LinkedHashMap<>();
    List<PrivacyFigures> all = new ArrayList<>();
    for (ClientData data : clients) {
      PrivacyFigures figures = inspection.privacy(data, workspace);
      all.add(figures);
      each.put(Integer.toString(data.id()), fields(figures));
    }
    SequencedMap<String, Object> privacy = new LinkedHashMap<>();
    privacy.put("distanceRatio" + suffix(), mean(all, f -> f.features().medianRatio()));
    privacy.put("distanceRatioPixels", mean(all, f -> f.pixels().medianRatio()));
    privacy.put("memorisation" + suffix(), mean(all, f -> f.features().excess()));
    privacy.put("memorisationPixels", mean(all, f -> f.pixels().excess()));
    privacy.put(
        "membershipOfPublicModel",
        AreaUnderCurve.mean(all.stream().map(PrivacyFigures::publicMembership).toList()).value());
    putMembership(
        AreaUnderCurve.mean(all.stream().map(PrivacyFigures::membership).toList()), privacy);
    privacy.put("each", each);
    return privacy;
  }

  private String suffix() {
    return inspection.extractor().suffix();
  }

  private static double mean(List<PrivacyFigures> all, ToDoubleFunction<PrivacyFigures> of) {
    return Statistics.mean(all.stream().mapToDouble(of).toArray());
  }

  private SequencedMap<String, Object> fields(PrivacyFigures figures) {
    SequencedMap<String, Object> fields = new LinkedHashMap<>();
    fields.put("distanceRatio" + suffix(), figures.features().medianRatio());
    fields.put("distanceRatioPixels", figures.pixels().medianRatio());
    fields.put("memorisation" + suffix(), figures.features().excess());
    fields.put("memorisationPixels", figures.pixels().excess());
    putMembership(figures.membership(), fields);
    return fields;
  }

  private static void putMembership(AreaUnderCurve area, SequencedMap<String, Object> to) {
    to.put("membership", area.value());
    to.put("membershipLow", area.interval95().low());
    to.put("membershipHigh", area.interval95().high());
  }
}
