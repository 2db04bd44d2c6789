package dev.clientele.method;

import dev.clientele.config.EvaluationConfig;
import dev.clientele.config.EvaluationConfig.Figure;
import dev.clientele.data.ClientData;
import dev.clientele.data.Federation;
import dev.clientele.data.Images;
import dev.clientele.diffusion.Sampler;
import dev.clientele.diffusion.VariationalBound;
import dev.clientele.diffusion.Workspace;
import dev.clientele.metric.AreaUnderCurve;
import dev.clientele.metric.FeatureExtractor;
import dev.clientele.metric.LeNetFeatures;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Measures denoisers: the client's model and the population's, on the same images and the same
 * noise. Safe to call from many threads.
 */
public final class DiffusionEvaluation implements Evaluation {
  /** The bound on the negative log-likelihood, in bits a dimension. */
  public static final String NLL = "nll";

  /**
   * How well the loss tells the client's training images from its held-out ones: the area under the
   * curve. Its interval has the same name with "-low" and "-high".
   */
  public static final String MEMBERSHIP = "membership";

  private static final int REFERENCE_IMAGES = 2500;
  private static final int REFERENCE_EPOCHS = 4;

  private final DenoiserSpec spec;
  private final Federation federation;
  private final SampleDrawing drawing;
  private final EvaluationConfig plan;
  private final int adaptationSamples;
  private final Optional<FeatureExtractor> given;
  private final RandomKey key;
  private LeNetFeatures features;

  /**
   * @param network with as many client rows as a method's private tensors fill: 1, or 0 for none
   * @param adaptationSamples how many of its training images an unseen client uses
   * @param extractor whose features are compared; where empty, a small classifier's
   * @param key names the streams of the feature classifier
   */
  public DiffusionEvaluation(
      DenoiserSpec network,
      Federation federation,
      Sampler sampler,
      EvaluationConfig plan,
      int adaptationSamples,
      Optional<FeatureExtractor> extractor,
      RandomKey key) {
    this.spec = network;
    this.federation = federation;
    this.drawing = new SampleDrawing(network, federation, sampler);
    this.plan = plan;
    this.adaptationSamples = adaptationSamples;
    this.given = extractor;
    this.key = key;
  }

  private FeatureExtractor extractor(Workspace workspace) {
    return given.isPresent() ? given.get() : classifier(workspace);
  }

  /**
   * Trains the feature classifier on its first use; whichever worker does, the result is the same.
   */
  private synchronized LeNetFeatures classifier(Workspace workspace) {
    if (features == null) {
      features =
          LeNetFeatures.train(
              federation.reference(REFERENCE_IMAGES),
              federation.classes(),
              REFERENCE_EPOCHS,
              key.child("features"),
              workspace);
    }
    return features;
  }

  @Override
  public int witnesses() {
    return plan.forgettingClients();
  }

  @Override
  public Population population(Weights model, RandomKey streams, Workspace workspace) {
    Images samples = drawing.draw(model, null, drawn(), streams, workspace);
    if (!plan.comparesSamples()) {
      return new Population(samples, new float[0][], Double.NaN);
    }
    float[][] rows = extractor(workspace).of(samples.first(plan.kidSamples()), workspace);
    double accuracy = given.isPresent() ? Double.NaN : classifier(workspace).accuracy();
    return new Population(samples, rows, accuracy);
  }

  private int drawn() {
    return plan.comparesSamples()
        ? Math.max(plan.kidSamples(), plan.pictureColumns())
        : plan.pictureColumns();
  }

  @Override
  public Score score(
      Weights own,
      Weights population,
      ClientData data,
      Population samples,
      Depth depth,
      RandomKey streams,
      Workspace workspace) {
    SortedMap<String, Score.Figure> figures = new TreeMap<>();
    HeldOutLoss loss = new HeldOutLoss(spec, plan.lossDraws());
    Images heldOut = data.heldOut();
    UnaryFigure losses = model -> loss.of(model, heldOut, streams.child("loss"), workspace);
    figures.put(Score.LOSS, losses.of(own, population));
    if (depth == Depth.LOSS) {
      return new Score(data.id(), figures, null);
    }
    if (plan.figures().contains(Figure.NLL)) {
      HeldOutBound bound = new HeldOutBound(spec, bound());
      UnaryFigure bits = model -> bound.of(model, heldOut, streams.child("nll"), workspace);
      figures.put(NLL, bits.of(own, population));
    }
    if (plan.figures().contains(Figure.MEMBERSHIP)) {
      membership(figures, own, population, data, streams.child("membership"), workspace);
    }
    Images drawn = drawing.draw(own, heldOut, drawn(), streams.child("samples"), workspace);
    if (plan.comparesSamples()) {
      compare(figures, drawn, population, data, samples, streams, workspace);
    }
    return new Score(data.id(), figures, drawn);
  }

  private void compare(
      SortedMap<String, Score.Figure> figures,
      Images drawn,
      Weights population,
      ClientData data,
      Population samples,
      RandomKey streams,
      Workspace workspace) {
    ImageRows training =
        plan.figures().contains(Figure.MEMORISATION) ? rows(trainedOn(data), workspace) : null;
    new SampleFigures(plan, extractor(workspace).suffix())
        .add(
            figures,
            rows(drawn.first(plan.kidSamples()), workspace),
            baseline(population, data.heldOut(), samples, streams, workspace),
            rows(data.heldOut(), workspace),
            training,
            streams.child("subsets"));
  }

  private ImageRows rows(Images images, Workspace workspace) {
    return new ImageRows(images, extractor(workspace).of(images, workspace));
  }

  /**
   * What the population's model draws for comparison with a client: of the same labels as the
   * client's samples, from the same noise, so that nothing but the model is different.
   */
  private ImageRows baseline(
      Weights population,
      Images heldOut,
      Population samples,
      RandomKey streams,
      Workspace workspace) {
    if (spec.labels() == 0) {
      return new ImageRows(samples.samples().first(plan.kidSamples()), samples.features());
    }
    Images drawn =
        drawing.draw(population, heldOut, plan.kidSamples(), streams.child("samples"), workspace);
    return rows(drawn, workspace);
  }

  /** An unseen client's model knows only the images that it adapted to. */
  private Images trainedOn(ClientData data) {
    return data.id() < federation.registered()
        ? data.train()
        : data.train().first(adaptationSamples);
  }

  private VariationalBound bound() {
    Sampler sampler = drawing.sampler();
    return new VariationalBound(
        sampler.schedule(),
        sampler.prediction(),
        Sampler.Variance.LARGE,
        sampler.clip(),
        plan.nllDraws());
  }

  private void membership(
      SortedMap<String, Score.Figure> figures,
      Weights own,
      Weights population,
      ClientData data,
      RandomKey streams,
      Workspace workspace) {
    AreaUnderCurve mine = membership(own, data, streams, workspace);
    AreaUnderCurve theirs =
        own.equals(population) ? mine : membership(population, data, streams, workspace);
    figures.put(MEMBERSHIP, new Score.Figure(mine.value(), theirs.value()));
    figures.put(
        MEMBERSHIP + "-low", new Score.Figure(mine.interval95().low(), theirs.interval95().low()));
    figures.put(
        MEMBERSHIP + "-high",
        new Score.Figure(mine.interval95().high(), theirs.interval95().high()));
  }

  private AreaUnderCurve membership(
      Weights model, ClientData data, RandomKey streams, Workspace workspace) {
    HeldOutLoss loss = new HeldOutLoss(spec, plan.lossDraws());
    return AreaUnderCurve.of(
        loss.each(model, trainedOn(data), streams.child("members"), workspace),
        loss.each(model, data.heldOut(), streams.child("others"), workspace));
  }

  /** Something that is measured of one model at a time. */
  private interface UnaryFigure {
    double of(Weights model);

    default Score.Figure of(Weights own, Weights population) {
      double mine = of(own);
      return new Score.Figure(mine, own.equals(population) ? mine : of(population));
    }
  }
}
