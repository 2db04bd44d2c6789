package dev.clientele.wire;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.ByteBufferInput;
import com.esotericsoftware.kryo.io.ByteBufferOutput;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/**
 * Arrays of numbers, little-endian, copied whole between an array and the message's bytes; and the
 * check of every declared length against the bytes that are there, before anything is allocated.
 */
final class Bulk {
  private Bulk() {}

  /**
   * Has {@code copy} fill the next bytes.
   *
   * @throws BufferOverflowException where they are not there, which is how Artery is told
   */
  static void write(Output output, long bytes, Consumer<ByteBuffer> copy) {
    if (output instanceof SizingOutput sizing) {
      sizing.skip(bytes);
      return;
    }
    ByteBufferOutput direct = (ByteBufferOutput) output;
    ByteBuffer buffer = direct.getByteBuffer();
    if (buffer.remaining() < bytes) {
      throw new BufferOverflowException();
    }
    copy.accept(buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN));
    direct.setPosition(direct.position() + (int) bytes);
  }

  /** Has {@code copy} read the next bytes, which {@link #requireBytes} has seen. */
  static void read(Input input, long bytes, Consumer<ByteBuffer> copy) {
    ByteBufferInput direct = (ByteBufferInput) input;
    copy.accept(direct.getByteBuffer().duplicate().order(ByteOrder.LITTLE_ENDIAN));
    direct.setPosition(direct.position() + (int) bytes);
  }

  /**
   * A declared number of elements.
   *
   * @param bytesEach how many bytes one takes at least
   */
  static int length(Input input, int bytesEach) {
    int length = input.readVarInt(true);
    if (length < 0) {
      throw new KryoException("expected a length of 0 or more but was " + length);
    }
    requireBytes(input, (long) length * bytesEach);
    return length;
  }

  /** An error where the message ends before that many bytes. */
  static void requireBytes(Input input, long bytes) {
    int left = input.limit() - input.position();
    if (bytes > left) {
      throw new KryoException("expected " + bytes + " further bytes but was " + left);
    }
  }
}
