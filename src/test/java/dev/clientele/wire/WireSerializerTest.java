package dev.clientele.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.esotericsoftware.kryo.KryoException;
import dev.clientele.tensor.Precision;
import dev.clientele.tensor.Weights;
import java.io.NotSerializableException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WireSerializerTest {
  private static WireSystem system;
  private static WireSerializer serializer;

  @BeforeAll
  static void start() throws Exception {
    system = new WireSystem();
    serializer = system.serializer();
  }

  @AfterAll
  static void stop() {
    system.close();
  }

  private static Object back(byte[] bytes) throws NotSerializableException {
    return serializer.fromBinary(bytes, Protocol.MANIFEST);
  }

  @Test
  void everyMessageComesBackFromAnArray() throws Exception {
    for (Specimens.Message message : Specimens.all(system.actor())) {
      assertEquals(message, back(serializer.toBinary(message)));
    }
  }

  @Test
  void everyMessageComesBackFromTheMiddleOfABufferLikeArterys() throws Exception {
    ByteBuffer buffer = ByteBuffer.allocateDirect(4096).order(ByteOrder.LITTLE_ENDIAN);
    for (Specimens.Message message : Specimens.all(system.actor())) {
      buffer.clear().position(13);
      serializer.toBinary(message, buffer);
      int end = buffer.position();
      assertEquals(serializer.toBinary(message).length, end - 13);
      buffer.flip().position(13);
      assertEquals(message, serializer.fromBinary(buffer, Protocol.MANIFEST));
      assertEquals(end, buffer.position());
      assertEquals(ByteOrder.LITTLE_ENDIAN, buffer.order());
    }
  }

  @Test
  void arraysComeBack() throws Exception {
    var sent =
        new Specimens.Arrays(
            new int[] {1, -2},
            new long[] {Long.MAX_VALUE},
            new float[] {Float.MIN_VALUE, -0f},
            new double[] {Math.E},
            new byte[] {-1, 0, 1});
    var received = (Specimens.Arrays) back(serializer.toBinary(sent));
    assertArrayEquals(sent.a(), received.a());
    assertArrayEquals(sent.b(), received.b());
    assertArrayEquals(sent.c(), received.c());
    assertArrayEquals(sent.d(), received.d());
    assertArrayEquals(sent.e(), received.e());
  }

  @Test
  void collectionsComeBackImmutable() throws Exception {
    var received = (Specimens.Nested) back(serializer.toBinary(Specimens.nested()));
    assertThrows(UnsupportedOperationException.class, () -> received.list().clear());
    assertThrows(UnsupportedOperationException.class, () -> received.map().clear());
  }

  @Test
  void halfPrecisionRoundsToTheNearest() throws Exception {
    Weights weights = Specimens.weights(500);
    Slice slice = Slice.of(weights, 3, 400, Precision.FP16);
    var message = new Specimens.Tensors(Specimens.weights(0), weights.layout(), slice);
    var received = (Specimens.Tensors) back(serializer.toBinary(message));
    float[] numbers = new float[400];
    received.slice().copyTo(numbers, 0);
    for (int i = 0; i < numbers.length; i++) {
      assertEquals(Precision.FP16.round(weights.at(3 + i)), numbers[i]);
    }
    assertEquals(400, received.slice().length());
    var full =
        new Specimens.Tensors(
            Specimens.weights(0), weights.layout(), Slice.of(weights, 3, 400, Precision.FP32));
    assertEquals(800, serializer.toBinary(full).length - serializer.toBinary(message).length);
  }

  @Test
  void aFullBufferIsReportedAsArteryExpectsAndHarmsNobody() throws Exception {
    for (Specimens.Message message : Specimens.all(system.actor())) {
      int size = serializer.toBinary(message).length;
      for (int room = 0; room < size; room++) {
        ByteBuffer small = ByteBuffer.allocate(room);
        assertThrows(
            BufferOverflowException.class, () -> serializer.toBinary(message, small), "" + message);
      }
      assertEquals(message, back(serializer.toBinary(message)));
    }
  }

  @Test
  void anUnregisteredClassIsRefusedByName() throws Exception {
    var stranger = new Specimens.Stranger(1);
    var e = assertThrows(IllegalArgumentException.class, () -> serializer.toBinary(stranger));
    assertTrue(e.getMessage().contains(Specimens.Stranger.class.getName()), e.getMessage());
    var list = new Specimens.Nested(null, List.of(), Optional.empty(), new TreeMap<>());
    assertEquals(list, back(serializer.toBinary(list)));
  }

  @Test
  void aMapInAnotherOrderIsRefused() {
    var reversed = new TreeMap<String, Long>((a, b) -> b.compareTo(a));
    var message = new Specimens.Nested(null, List.of(), Optional.empty(), reversed);
    assertThrows(KryoException.class, () -> serializer.toBinary(message));
  }

  @Test
  void anotherProtocolVersionIsRefusedWithBothNames() {
    byte[] bytes = serializer.toBinary(Specimens.Empty.INSTANCE);
    var e =
        assertThrows(
            NotSerializableException.class, () -> serializer.fromBinary(bytes, "clientele/99\n"));
    assertEquals(
        "expected a message of protocol " + Protocol.MANIFEST + " but was clientele/99?",
        e.getMessage());
  }

  @Test
  void weightsTakeNoMoreMemoryThanTheResult() throws Exception {
    Weights weights = Specimens.weights(1 << 20);
    var message = new Specimens.Tensors(weights, Specimens.weights(0).layout(), null);
    byte[] bytes = serializer.toBinary(message);
    back(bytes);
    long payload = 4L * weights.size();
    assertTrue(Allocated.by(() -> serializer.toBinary(message)) < payload + 50_000);
    assertTrue(Allocated.by(() -> back(bytes)) < payload + 50_000);
    ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length);
    assertTrue(Allocated.by(() -> serializer.toBinary(message, buffer)) < 50_000);
  }
}
