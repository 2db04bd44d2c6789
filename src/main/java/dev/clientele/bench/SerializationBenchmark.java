package dev.clientele.bench;

import com.sun.management.ThreadMXBean;
import com.typesafe.config.ConfigFactory;
import dev.clientele.tensor.Weights;
import dev.clientele.wire.WireSerializer;
import java.io.NotSerializableException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.serialization.SerializationExtension;

/**
 * Writes weights into a buffer like Artery's and reads them back, on one thread. Belongs to the
 * thread that makes it.
 */
public final class SerializationBenchmark implements AutoCloseable {
  /** Names, shapes and the record around the numbers. */
  private static final int OVERHEAD_BYTES = 1 << 16;

  /**
   * One round trip, in the processor's time, of which others that compute take nothing.
   *
   * @param writeSeconds from weights to bytes
   * @param readSeconds from bytes to weights
   * @param writeAllocated bytes of heap for the first
   * @param readAllocated bytes of heap for the second
   */
  public record RoundTrip(
      double writeSeconds, double readSeconds, long writeAllocated, long readAllocated) {}

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final ActorSystem<Void> system;
  private final WireSerializer serializer;
  private final WirePayload payload;
  private final ByteBuffer buffer;

  /**
   * @param parameters numbers of the weights
   */
  public SerializationBenchmark(int parameters) throws NotSerializableException {
    Weights weights = WirePayload.random(parameters);
    payload = new WirePayload(weights);
    buffer = ByteBuffer.allocateDirect(Float.BYTES * parameters + OVERHEAD_BYTES);
    system =
        ActorSystem.create(
            Behaviors.empty(),
            "bench",
            ActorSystemSetup.create(
                BootstrapSetup.create(ConfigFactory.load()),
                WireSerializer.setup(WirePayload.types())));
    serializer =
        (WireSerializer) SerializationExtension.get(system).serializerFor(WirePayload.class);
  }

  /** Bytes of the numbers. */
  public long bytes() {
    return (long) Float.BYTES * payload.weights().size();
  }

  /** Does it once. */
  public RoundTrip roundTrip() throws NotSerializableException {
    buffer.clear();
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long start = THREADS.getCurrentThreadCpuTime();
    serializer.toBinary(payload, buffer);
    long written = THREADS.getCurrentThreadCpuTime();
    long allocatedWritten = THREADS.getCurrentThreadAllocatedBytes();
    buffer.flip();
    Object read = serializer.fromBinary(buffer, serializer.manifest(payload));
    long end = THREADS.getCurrentThreadCpuTime();
    long allocatedRead = THREADS.getCurrentThreadAllocatedBytes();
    if (!payload.equals(read)) {
      throw new IllegalStateException("expected the weights that were written but was others");
    }
    return new RoundTrip(
        (written - start) * 1e-9,
        (end - written) * 1e-9,
        allocatedWritten - allocated,
        allocatedRead - allocatedWritten);
  }

  @Override
  public void close() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }
}
