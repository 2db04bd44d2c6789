package dev.clientele.method.classification;

import dev.clientele.config.WarmFedConfig;
import dev.clientele.data.Images;
import dev.clientele.diffusion.Workspace;
import dev.clientele.method.Folded;
import dev.clientele.method.SampleDrawing;
import dev.clientele.method.ServerState;
import dev.clientele.method.ServerStep;
import dev.clientele.network.Adapters;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Draws images with the clients' adapters at the server, a job a client. Immutable.
 *
 * @param key names the noise of every client's images
 */
record Synthesis(Generator generator, WarmFedConfig config, RandomKey key) {
  /** A job a client, whose result is that client's {@link Synthetic} tensors. */
  List<ServerStep.Job> jobs(List<Folded.Received> updates) {
    List<ServerStep.Job> jobs = new ArrayList<>();
    for (Folded.Received received : updates) {
      int client = received.client();
      Weights adapters = received.update().project(generator.adapters());
      int[] labels = labels(received.update().tensor(WarmStart.COUNTS));
      List<Object> question =
          List.of(
              "synthesis",
              generator.lora(),
              adapters,
              Arrays.stream(labels).boxed().toList(),
              client,
              key);
      jobs.add(
          workspace ->
              generator
                  .recall()
                  .get(question, Weights.class, () -> drawn(client, adapters, labels, workspace)));
    }
    return jobs;
  }

  private Weights drawn(int client, Weights adapters, int[] labels, Workspace workspace) {
    Weights model = Adapters.merge(generator.base(), adapters, generator.lora());
    SampleDrawing drawing =
        new SampleDrawing(generator.network(), generator.federation(), generator.sampler());
    Images images = drawing.draw(model, like(labels), labels.length, key.child(client), workspace);
    return Synthetic.of(client, images).and(Synthetic.adapters(client, adapters));
  }

  /** What the server remembers of the jobs' results. */
  static Weights memory(List<Weights> results) {
    return results.stream().reduce(ServerState.nothing(), Weights::and);
  }

  /** Images of which there is nothing but the labels. */
  private Images like(int[] labels) {
    return Images.streamed(
        generator.federation().shape(),
        labels,
        () -> {
          throw new IllegalStateException("expected nobody to look at labels' images");
        });
  }

  /**
   * The classes to draw, one an image and at least one image: {@code ratio} times the client's
   * images, in equal numbers, or in the client's proportions, with running totals rounded.
   */
  int[] labels(float[] counts) {
    double all = 0;
    for (float count : counts) {
      all += count;
    }
    int wanted = Math.max(1, (int) Math.round(config.ratio() * all));
    int[] labels = new int[wanted];
    if (config.classes() == WarmFedConfig.Classes.BALANCED || all == 0) {
      for (int i = 0; i < wanted; i++) {
        labels[i] = i % counts.length;
      }
      return labels;
    }
    double before = 0;
    int at = 0;
    for (int c = 0; c < counts.length; c++) {
      before += counts[c];
      int until = (int) Math.round(wanted * before / all);
      while (at < until) {
        labels[at++] = c;
      }
    }
    return labels;
  }
}
