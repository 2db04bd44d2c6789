package dev.clientele.method;

import dev.clientele.config.CompressionConfig;
import dev.clientele.data.ClientData;
import dev.clientele.diffusion.Workspace;
import dev.clientele.tensor.Compression;
import dev.clientele.tensor.EightBits;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.RandomKey;
import dev.clientele.tensor.TopK;
import dev.clientele.tensor.Weights;

/**
 * Another method whose clients compress what they send. With error feedback (Stich, Cordonnier and
 * Jaggi 2018) what was not sent is one more part of a client's private tensors, as large as an
 * update, and added to what the client sends next. An update stands for what the server makes of
 * the bytes, so that everything behind it is as without compression.
 */
public final class CompressedUpdates extends ForwardingMethod {
  private static final String REMAINDER = "remainder.";

  private final Method method;
  private final Compression compression;
  private final String suffix;
  private final boolean feedback;

  /** The layout of an update, under other names. */
  private final Layout remainder;

  private final Layout personal;

  private CompressedUpdates(
      Method method, Compression compression, String suffix, boolean feedback) {
    super(method);
    this.method = method;
    this.compression = compression;
    this.suffix = suffix;
    this.feedback = feedback;
    Layout.Builder builder = new Layout.Builder();
    method.uplink().entries().forEach(e -> builder.add(REMAINDER + e.name(), e.shape()));
    this.remainder = builder.build();
    this.personal =
        feedback ? method.newcomer().and(Weights.zeros(remainder)).layout() : method.personal();
  }

  /** A method with the configured compression, which may be none. */
  public static Method of(Method method, CompressionConfig config) {
    return switch (config.kind()) {
      case NONE -> method;
      case TOP_K ->
          new CompressedUpdates(method, new TopK(config.share()), "top-k", config.errorFeedback());
      case INT8 ->
          new CompressedUpdates(
              method, new EightBits(config.block()), "int8", config.errorFeedback());
    };
  }

  /** What a client's private tensors are beside what it has not sent. */
  public static Weights withoutRemainder(Weights own) {
    return own.filter(tensor -> !tensor.startsWith(REMAINDER));
  }

  @Override
  public String name() {
    return super.name() + " + " + suffix;
  }

  @Override
  public Layout personal() {
    return personal;
  }

  @Override
  public Weights newcomer() {
    return feedback ? method.newcomer().and(Weights.zeros(remainder)) : method.newcomer();
  }

  @Override
  public long uplinkBytes(RandomKey visit, int version) {
    return compression.bytes(method.sent(visit));
  }

  @Override
  public Visit train(
      Weights shared, Weights own, ClientData data, RandomKey key, Workspace workspace) {
    Visit visit = method.train(shared, inner(own), data, key, workspace);
    Weights whole = visit.update().project(method.sent(key));
    if (!feedback) {
      return with(visit, compression.approximate(whole), visit.personal());
    }
    Weights held = Weights.adopt(method.uplink(), own.project(remainder).toArray());
    Compression.Compressed made = compression.compress(whole, held.project(whole.layout()));
    Weights rest = Weights.adopt(remainder, replaced(held, made.remainder()).toArray());
    return with(visit, made.sent(), visit.personal().and(rest));
  }

  private static Visit with(Visit visit, Weights sent, Weights own) {
    return new Visit(
        replaced(visit.update(), sent), own, visit.samples(), visit.images(), visit.loss());
  }

  /** These tensors, some of them as in {@code others}. */
  private static Weights replaced(Weights weights, Weights others) {
    if (others.layout().equals(weights.layout())) {
      return others;
    }
    float[] values = weights.toArray();
    for (Layout.Entry e : others.layout().entries()) {
      others.copyTo(e.offset(), values, weights.layout().entry(e.name()).offset(), e.size());
    }
    return Weights.adopt(weights.layout(), values);
  }

  /** What the other method knows: one that only adapted has nothing else. */
  private Weights inner(Weights own) {
    return own.layout().equals(personal) ? own.project(method.personal()) : own;
  }

  @Override
  public Layout adapted() {
    return method.adapted();
  }

  @Override
  public Weights model(Weights shared, Weights own) {
    return method.model(shared, inner(own));
  }

  @Override
  public Weights personalised(
      Weights shared, Weights own, ClientData data, RandomKey key, Workspace workspace) {
    return method.personalised(shared, inner(own), data, key, workspace);
  }
}
