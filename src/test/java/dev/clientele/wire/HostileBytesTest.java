package dev.clientele.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.esotericsoftware.kryo.io.Output;
import dev.clientele.Tries;
import dev.clientele.tensor.RandomStream;
import java.io.NotSerializableException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are: a message or a clean error, and nothing that harms the next message. */
class HostileBytesTest {
  /** Kryo adds this to a class's number: 0 stands for null and 1 for a class that is named. */
  private static final int OFFSET = 2;

  /** An error's texts and stack, and a new instance of Kryo in the place of the one that failed. */
  private static final long FIXED_BYTES = 400_000;

  /** A byte can stand for an object in a list. */
  private static final long BYTES_A_BYTE = 64;

  private static WireSystem system;
  private static WireSerializer serializer;
  private static List<Specimens.Message> messages;

  /** Would be initialised if a message could name a class. */
  static final class Canary {
    static {
      System.setProperty("clientele.test.canary", "dead");
    }
  }

  @BeforeAll
  static void start() throws Exception {
    system = new WireSystem();
    serializer = system.serializer();
    messages = Specimens.all(system.actor());
    for (int i = 0; i < 50; i++) { // classes are loaded and code is compiled before memory counts
      for (Specimens.Message message : messages) {
        offer(serializer.toBinary(message));
        offer(new byte[] {1});
      }
    }
  }

  @AfterAll
  static void stop() {
    system.close();
  }

  /** Reads the bytes; true where they are a message. */
  private static boolean offer(byte[] bytes) {
    try {
      assertTrue(serializer.fromBinary(bytes, Protocol.MANIFEST) instanceof Specimens.Message);
      return true;
    } catch (NotSerializableException e) {
      return false;
    }
  }

  /** Reads the bytes within the bound on memory, and then a good message. */
  private static void survive(byte[] bytes) throws Exception {
    long allocated = Allocated.by(() -> offer(bytes));
    assertTrue(
        allocated <= FIXED_BYTES + BYTES_A_BYTE * bytes.length,
        () -> allocated + " bytes allocated for a message of " + bytes.length);
    for (Specimens.Message message : messages) {
      assertEquals(message, serializer.fromBinary(serializer.toBinary(message), Protocol.MANIFEST));
    }
  }

  private static void refuse(byte[] bytes) throws Exception {
    survive(bytes);
    assertFalse(offer(bytes));
  }

  @Test
  void truncatedMessages() throws Exception {
    for (Specimens.Message message : messages) {
      byte[] whole = serializer.toBinary(message);
      for (int length = 0; length < whole.length; length++) {
        refuse(Arrays.copyOf(whole, length));
      }
    }
  }

  @Test
  void messagesThatGoOnAfterTheirEnd() throws Exception {
    for (Specimens.Message message : messages) {
      byte[] whole = serializer.toBinary(message);
      refuse(Arrays.copyOf(whole, whole.length + 1));
    }
  }

  @Test
  void mutatedMessages() {
    Tries.check(1500, random -> survive(mutated(random)));
  }

  private static byte[] mutated(RandomStream random) {
    byte[] bytes = serializer.toBinary(messages.get(random.nextInt(messages.size())));
    for (int left = Tries.between(random, 1, 8); left > 0; left--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  @Test
  void noise() {
    Tries.check(
        1000,
        random -> {
          byte[] bytes = new byte[Tries.between(random, 0, 200)];
          random.nextBytes(bytes);
          survive(bytes);
        });
  }

  @Test
  void lengthsThatTheMessageDoesNotHave() throws Exception {
    for (int type : new int[] {1, 10, 11, 13, 14, 15, 16, 17, 20, 21, 30}) {
      for (int length : new int[] {Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 28, -1}) {
        Output out = new Output(64);
        out.writeVarInt(type + OFFSET, true);
        out.writeVarInt(length, true);
        out.writeLong(0);
        refuse(out.toBytes());
      }
    }
  }

  @Test
  void slicesWithWrongPrecisionOrLength() throws Exception {
    for (int precision : new int[] {0, 1, 2, 4, 8, 255}) {
      Output out = new Output(64);
      out.writeVarInt(22 + OFFSET, true);
      out.writeByte(precision);
      out.writeVarInt(Integer.MAX_VALUE, true);
      refuse(out.toBytes());
    }
  }

  @Test
  void layoutsLargerThanTheirNumbers() throws Exception {
    for (int size : new int[] {100, Integer.MAX_VALUE}) {
      Output out = new Output(64);
      out.writeVarInt(21 + OFFSET, true);
      out.writeVarInt(1, true);
      out.writeVarInt(2, true);
      out.writeByte('a');
      out.writeVarInt(2, true);
      out.writeVarInt(size, true);
      out.writeVarInt(size, true);
      refuse(out.toBytes());
    }
  }

  /** Nobody could ask for such a tensor, and whoever prints the layout would fail. */
  @Test
  void tensorsWithoutANameAreRefused() throws Exception {
    Output out = new Output(64);
    out.writeVarInt(20 + OFFSET, true); // a layout, in a message of its own: no message either way
    out.writeVarInt(1, true);
    out.writeVarInt(0, true); // null
    out.writeVarInt(0, true);
    var e =
        assertThrows(
            NotSerializableException.class,
            () -> serializer.fromBinary(out.toBytes(), Protocol.MANIFEST));
    assertTrue(e.getMessage().contains("name"), e.getMessage());
  }

  @Test
  void namedClassesAreNeverLoaded() throws Exception {
    Output out = new Output(256);
    out.writeVarInt(1, true); // Kryo's marker for a class that is named
    out.writeVarInt(0, true);
    out.writeString(HostileBytesTest.class.getName() + "$Canary");
    refuse(out.toBytes());
    assertEquals(null, System.getProperty("clientele.test.canary"));
  }

  @Test
  void unregisteredNumbers() throws Exception {
    for (int type : new int[] {9, 31, 63, 99, 109, 1 << 20, Integer.MAX_VALUE - OFFSET}) {
      Output out = new Output(64);
      out.writeVarInt(type + OFFSET, true);
      out.writeLong(0);
      refuse(out.toBytes());
    }
  }

  @Test
  void whatIsNoMessageIsRefused() throws Exception {
    Output out = new Output(64);
    out.writeVarInt(10 + OFFSET, true); // an empty list
    out.writeVarInt(0, true);
    refuse(out.toBytes());
    refuse(new byte[] {0}); // null
  }

  @Test
  void endlessNesting() throws Exception {
    Output lists = new Output(2_000_000);
    for (int i = 0; i < 100_000; i++) {
      lists.writeVarInt(10 + OFFSET, true);
      lists.writeVarInt(1, true);
    }
    refuse(lists.toBytes());
    Specimens.Shell shell = new Specimens.Shell(Optional.empty());
    for (int i = 0; i < 10; i++) {
      shell = new Specimens.Shell(Optional.of(shell));
    }
    assertTrue(offer(serializer.toBinary(shell)));
  }

  @Test
  void manyElementsInFewBytes() throws Exception {
    Output out = new Output(300_000);
    out.writeVarInt(10 + OFFSET, true);
    out.writeVarInt(100_000, true);
    for (int i = 0; i < 100_000; i++) {
      out.writeVarInt(100 + OFFSET, true);
      out.writeVarInt(1, true);
    }
    refuse(out.toBytes());
  }

  @Test
  void wrongTypesInARecordAreRefused() {
    Output out = new Output(64);
    out.writeVarInt(107 + OFFSET, true); // a letter
    out.writeVarInt(2, true); // its text, "a"
    out.writeByte('a');
    out.writeVarInt(100 + OFFSET, true); // an enum where an actor belongs
    out.writeVarInt(1, true);
    assertThrows(
        NotSerializableException.class,
        () -> serializer.fromBinary(out.toBytes(), Protocol.MANIFEST));
  }
}
