package dev.clientele.wire;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.ByteBufferInput;
import com.esotericsoftware.kryo.io.ByteBufferOutput;
import com.esotericsoftware.kryo.io.KryoBufferOverflowException;
import com.esotericsoftware.kryo.util.Pool;
import java.io.NotSerializableException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.ByteBufferSerializer;
import org.apache.pekko.serialization.SerializationSetup;
import org.apache.pekko.serialization.SerializerDetails;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/**
 * Turns a {@link WireMessage} into bytes and back by Kryo, straight into and out of Artery's
 * buffers. Whatever the bytes are, reading them makes objects of the registered classes only, takes
 * memory in proportion to the bytes that are there, and ends with a message or a {@link
 * NotSerializableException}. Thread-safe.
 */
public final class WireSerializer extends SerializerWithStringManifest
    implements ByteBufferSerializer {
  /** Tells this serializer from Pekko's, which have the numbers up to 40. */
  private static final int IDENTIFIER = 1_836_019;

  /** No single message is larger: weights of any size are sent as slices. */
  private static final int MOST_BYTES = 1 << 30;

  private static final int IDLE_INSTANCES = 16;

  private final Pool<Kryo> pool;
  private final Traffic traffic;

  private WireSerializer(ActorSystem system, WireTypes types, Traffic traffic) {
    this.traffic = traffic;
    pool =
        new Pool<>(true, false, IDLE_INSTANCES) {
          @Override
          protected Kryo create() {
            return Serializers.create(types, ActorRefResolver.get(Adapter.toTyped(system)));
          }
        };
  }

  /** Has an actor system use this serializer for every {@link WireMessage}. */
  public static SerializationSetup setup(WireTypes types) {
    return setup(types, new Traffic());
  }

  /**
   * The same.
   *
   * @param traffic counts the bytes
   */
  public static SerializationSetup setup(WireTypes types, Traffic traffic) {
    return SerializationSetup.create(
        system ->
            List.of(
                SerializerDetails.create(
                    "clientele",
                    new WireSerializer(system, types, traffic),
                    List.of(WireMessage.class))));
  }

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object message) {
    return Protocol.MANIFEST;
  }

  /**
   * @throws IllegalArgumentException or a {@link KryoException} around it, for a class that is not
   *     registered
   */
  @Override
  public byte[] toBinary(Object message) {
    Kryo kryo = pool.obtain();
    SizingOutput sizing = new SizingOutput();
    kryo.writeClassAndObject(sizing, message);
    if (sizing.total() > MOST_BYTES) {
      throw new KryoException(
          "expected a message of at most " + MOST_BYTES + " bytes but was " + sizing.total());
    }
    byte[] bytes = new byte[(int) sizing.total()];
    kryo.writeClassAndObject(new ByteBufferOutput(ByteBuffer.wrap(bytes)), message);
    pool.free(kryo);
    traffic.send(bytes.length);
    return bytes;
  }

  /**
   * @throws BufferOverflowException where the buffer is too small
   * @throws IllegalArgumentException or a {@link KryoException} around it, for a class that is not
   *     registered
   */
  @Override
  public void toBinary(Object message, ByteBuffer buffer) {
    // Kryo is left unusable by an exception, so only one that has done its work is used again.
    Kryo kryo = pool.obtain();
    int start = buffer.position();
    try {
      kryo.writeClassAndObject(new ByteBufferOutput(buffer), message);
    } catch (RuntimeException e) {
      throw isOverflow(e) ? overflow(e) : e;
    }
    pool.free(kryo);
    traffic.send((long) buffer.position() - start);
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
    return fromBinary(ByteBuffer.wrap(bytes), manifest);
  }

  @Override
  public Object fromBinary(ByteBuffer buffer, String manifest) throws NotSerializableException {
    Protocol.requireSame(manifest);
    traffic.receive(buffer.remaining());
    Kryo kryo = pool.obtain();
    Object message;
    try {
      message = kryo.readClassAndObject(new ByteBufferInput(buffer));
    } catch (RuntimeException e) {
      NotSerializableException refused =
          new NotSerializableException("a message could not be read: " + e.getMessage());
      refused.initCause(e);
      throw refused;
    }
    pool.free(kryo);
    if (!(message instanceof WireMessage)) {
      throw new NotSerializableException("expected a message but was something else");
    }
    if (buffer.hasRemaining()) {
      throw new NotSerializableException(
          "expected the end of a message but was " + buffer.remaining() + " further bytes");
    }
    return message;
  }

  /** Kryo wraps what a record's component throws. */
  private static boolean isOverflow(Throwable e) {
    return e instanceof BufferOverflowException
        || e instanceof KryoBufferOverflowException
        || (e.getCause() != null && isOverflow(e.getCause()));
  }

  private static BufferOverflowException overflow(RuntimeException cause) {
    BufferOverflowException overflow = new BufferOverflowException();
    overflow.initCause(cause);
    return overflow;
  }
}
