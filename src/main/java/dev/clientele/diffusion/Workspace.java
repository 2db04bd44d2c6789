package dev.clientele.diffusion;

import dev.clientele.kernel.Kernels;
import dev.clientele.network.Adam;
import dev.clientele.network.Denoiser;
import dev.clientele.network.DenoiserSpec;
import dev.clientele.network.ProximalPull;
import dev.clientele.network.Sgd;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A worker's prepared networks and their memory. A network is laid out when it is first asked for
 * and kept, so memory depends on the number of workers and of different shapes, not on clients. Not
 * thread-safe: the thread that makes it uses and closes it.
 */
public final class Workspace implements AutoCloseable {
  private final Supplier<Kernels> device;
  private final NoiseSchedule schedule;
  private final Prediction prediction;
  private final Map<Object, Object> prepared = new HashMap<>();
  private final List<Kernels> kernels = new ArrayList<>();

  private record TrainerKey(
      DenoiserSpec spec, int batch, Predicate<String> trained, boolean adam) {}

  private record PullKey(Trainer trainer) {}

  private record DenoiserKey(DenoiserSpec spec, int batch) {}

  private record ObjectiveKey(DenoiserSpec spec, int batch) {}

  /** An empty workspace for networks that predict the noise. */
  public Workspace(Supplier<Kernels> device, NoiseSchedule schedule) {
    this(device, schedule, Prediction.EPSILON);
  }

  /**
   * An empty workspace.
   *
   * @param device makes kernels for the calling thread
   */
  public Workspace(Supplier<Kernels> device, NoiseSchedule schedule, Prediction prediction) {
    this.device = device;
    this.schedule = schedule;
    this.prediction = prediction;
  }

  /**
   * A network for training; what it holds is left over from its last use, so load before you use
   * it.
   *
   * @param trained the tensors' choice; a value, equal where it chooses the same
   */
  public Trainer trainer(DenoiserSpec spec, int batch, Predicate<String> trained, boolean adam) {
    return resource(
        new TrainerKey(spec, batch, trained, adam),
        own -> {
          Denoiser denoiser = spec.prepare(own, batch, trained, false);
          return new Trainer(
              denoiser,
              objective(denoiser),
              adam ? new Adam(denoiser.network()) : new Sgd(denoiser.network()));
        });
  }

  /** The pull towards an anchor for one of its trainers. */
  public ProximalPull pull(Trainer trainer) {
    return (ProximalPull)
        prepared.computeIfAbsent(
            new PullKey(trainer), key -> new ProximalPull(trainer.denoiser().network()));
  }

  /** A network for sampling and measuring; load before you use it. */
  public Denoiser denoiser(DenoiserSpec spec, int batch) {
    return resource(
        new DenoiserKey(spec, batch), own -> spec.prepare(own, batch, Trained.NOTHING, false));
  }

  /** The objective of {@link #denoiser} of the same arguments. */
  public Objective objective(DenoiserSpec spec, int batch) {
    Denoiser denoiser = denoiser(spec, batch);
    return (Objective)
        prepared.computeIfAbsent(new ObjectiveKey(spec, batch), key -> objective(denoiser));
  }

  private Objective objective(Denoiser denoiser) {
    return new Objective(denoiser, schedule, prediction);
  }

  /** How many steps the forward process has. */
  public int steps() {
    return schedule.steps();
  }

  /**
   * Anything else that is prepared once for each worker.
   *
   * @param key equal keys give the same object
   * @param make lays it out on kernels of its own
   */
  @SuppressWarnings(
      "unchecked") // a key's class belongs to one caller, who decides what it stands for
  public <T> T resource(Object key, Function<Kernels, T> make) {
    Object found = prepared.get(key);
    if (found == null) {
      Kernels own = device.get();
      try {
        found = make.apply(own);
      } catch (RuntimeException | Error e) {
        own.close();
        throw e;
      }
      kernels.add(own);
      prepared.put(key, found);
    }
    return (T) found;
  }

  /** Native bytes that its networks hold. */
  public long allocatedBytes() {
    return kernels.stream().mapToLong(Kernels::allocatedBytes).sum();
  }

  @Override
  public void close() {
    kernels.forEach(Kernels::close);
    kernels.clear();
    prepared.clear();
  }
}
