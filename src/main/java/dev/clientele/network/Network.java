package dev.clientele.network;

import dev.clientele.kernel.Kernels;
import dev.clientele.kernel.Step;
import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network laid out for one batch size on one device: flat lists of prepared steps over memory
 * that it owns. Not thread-safe; it belongs to the thread that made its kernels.
 */
public final class Network {
  private final Kernels kernels;
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Step[] forward;
  private final Step[] backward;
  private final Step[] refresh;
  private final Step[] refreshTrained;
  private final Layout layout;
  private final List<Parameter> trained;

  Network(
      Kernels kernels,
      List<Parameter> parameters,
      List<Step> forward,
      List<Step> backward,
      List<Step> refresh,
      List<Step> refreshTrained) {
    this.kernels = kernels;
    Layout.Builder builder = new Layout.Builder();
    for (Parameter p : parameters) {
      this.parameters.put(p.name(), p);
      builder.add(p.name(), p.shape());
    }
    this.layout = builder.build();
    this.trained = parameters.stream().filter(Parameter::trained).toList();
    this.forward = forward.toArray(Step[]::new);
    this.backward = backward.toArray(Step[]::new);
    this.refresh = refresh.toArray(Step[]::new);
    this.refreshTrained = refreshTrained.toArray(Step[]::new);
  }

  /** Every parameter's name and shape. */
  public Layout layout() {
    return layout;
  }

  Kernels kernels() {
    return kernels;
  }

  /** The parameters whose gradients the backward pass computes. */
  List<Parameter> trained() {
    return trained;
  }

  /**
   * Brings tensors to the device; names that are not this network's are an error, missing ones
   * stay.
   */
  public void load(Weights... all) {
    for (Weights weights : all) {
      for (Layout.Entry e : weights.layout().entries()) {
        Layout.Entry mine = layout.entry(e.name());
        if (!mine.shape().equals(e.shape())) {
          throw new IllegalArgumentException(
              "tensor " + e.name() + ": expected shape " + mine.shape() + " but was " + e.shape());
        }
        parameters.get(e.name()).write(kernels, weights, e.offset());
      }
    }
    run(refresh);
  }

  /** Takes tensors from the device. */
  public Weights weights(Layout wanted) {
    return Weights.adopt(wanted, read(wanted));
  }

  /** How tensors on the device differ from what they were. */
  public Weights changeSince(Weights before) {
    return before.changeTo(read(before.layout()));
  }

  private float[] read(Layout wanted) {
    float[] plain = new float[wanted.size()];
    for (Layout.Entry e : wanted.entries()) {
      parameter(e).read(kernels, plain, e.offset());
    }
    return plain;
  }

  /** Takes gradients from the device, all of which must be trained. */
  public Weights gradients(Layout wanted) {
    float[] plain = new float[wanted.size()];
    for (Layout.Entry e : wanted.entries()) {
      Parameter parameter = parameter(e);
      if (!parameter.trained()) {
        throw new IllegalArgumentException(
            "expected a trained tensor but " + e.name() + " is frozen");
      }
      parameter.readGradient(kernels, plain, e.offset());
    }
    return Weights.adopt(wanted, plain);
  }

  private Parameter parameter(Layout.Entry e) {
    layout.entry(e.name());
    return parameters.get(e.name());
  }

  /** Runs the forward pass on what the inputs' memory holds. */
  public void forward() {
    run(forward);
  }

  /** Runs the backward pass from what the output's gradient holds. */
  public void backward() {
    run(backward);
  }

  /**
   * Scales the gradients down to the given Euclidean norm where theirs is larger.
   *
   * @return the norm before
   */
  public double clipGradients(double limit) {
    double squares = 0;
    for (Parameter p : trained) {
      squares += kernels.squaredNorm(p.gradient());
    }
    double norm = Math.sqrt(squares);
    if (norm > limit) {
      for (Parameter p : trained) {
        kernels.scale(p.gradient(), (float) (limit / norm));
      }
    }
    return norm;
  }

  /** Must follow every change of the trained parameters, before the next pass. */
  void weightsChanged() {
    run(refreshTrained);
  }

  private static void run(Step[] steps) {
    for (Step step : steps) {
      step.run();
    }
  }
}
