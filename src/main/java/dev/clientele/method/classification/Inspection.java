package dev.clientele.method.classification;

import dev.clientele.data.ClientData;
import dev.clientele.data.Images;
import dev.clientele.diffusion.Workspace;
import dev.clientele.method.HeldOutLoss;
import dev.clientele.metric.AreaUnderCurve;
import dev.clientele.metric.FeatureExtractor;
import dev.clientele.metric.Memorisation;
import dev.clientele.metric.Neighbour;
import dev.clientele.metric.Pixels;
import dev.clientele.network.Adapters;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at what the server was sent and what it drew, beside the private images that it never saw.
 * Pure; belongs to the workspace's thread while it runs.
 *
 * @param lossDraws noise levels at which an image's loss is measured
 */
public record Inspection(
    Generator generator,
    Synthetic synthetic,
    FeatureExtractor extractor,
    int lossDraws,
    RandomKey key) {

  /** Distances and memberships of one client, of which there are adapters. */
  public PrivacyFigures privacy(ClientData data, Workspace workspace) {
    List<Object> question =
        List.of(
            "privacy",
            generator.lora(),
            synthetic.memory().sha256(),
            extractor,
            lossDraws,
            data.id(),
            key);
    return generator.recall().get(question, PrivacyFigures.class, () -> measured(data, workspace));
  }

  private PrivacyFigures measured(ClientData data, Workspace workspace) {
    Images drawn = synthetic.images(data.id());
    Weights adapters = synthetic.adapters(data.id());
    Weights model = Adapters.merge(generator.base(), adapters, generator.lora());
    // The nearest of more images is nearer: distances are to as many of either kind.
    int equal = Math.min(data.train().count(), data.heldOut().count());
    Images train = data.train().first(equal);
    Images heldOut = data.heldOut().first(equal);
    return new PrivacyFigures(
        Memorisation.of(
            extractor.of(drawn, workspace),
            extractor.of(train, workspace),
            extractor.of(heldOut, workspace)),
        Memorisation.of(Pixels.rows(drawn), Pixels.rows(train), Pixels.rows(heldOut)),
        membership(model, data, workspace),
        membership(generator.base(), data, workspace));
  }

  private AreaUnderCurve membership(Weights model, ClientData data, Workspace workspace) {
    HeldOutLoss loss = new HeldOutLoss(generator.network(), lossDraws);
    RandomKey streams = key.child("membership").child(data.id());
    return AreaUnderCurve.of(
        loss.each(model, data.train(), streams.child("members"), workspace),
        loss.each(model, data.heldOut(), streams.child("others"), workspace));
  }

  /** For each of the first drawn images the client's nearest training image, by features. */
  public Images nearest(ClientData data, int count, Workspace workspace) {
    Images train = data.train();
    Neighbour[] found =
        Neighbour.nearest(
            extractor.of(synthetic.images(data.id()).first(count), workspace),
            extractor.of(train, workspace));
    List<Images> images = new ArrayList<>();
    for (Neighbour neighbour : found) {
      images.add(train.range(neighbour.index(), neighbour.index() + 1));
    }
    return Images.concat(images);
  }
}
