package dev.clientele.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clientele.bench.WirePayload;
import dev.clientele.simulation.ClusterTypes;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every message that may cross is in the table of numbers, with all that is in it. */
class RegistrationTest {
  /** All tables of the program. */
  private static final WireTypes ALL =
      WireTypes.builder().addAll(ClusterTypes.all()).addAll(WirePayload.types()).build();

  @Test
  void everyMessageOfTheProgramIsRegistered() throws Exception {
    List<Class<?>> messages = Protocols.messagesOf(WireMessage.class);
    assertTrue(messages.size() >= 6, messages.toString());
    Set<Class<?>> reached = new TreeSet<>(Protocols.BY_NAME);
    messages.forEach(message -> reached.addAll(Protocols.reach(message)));
    assertEquals(Set.of(), Protocols.unregistered(reached, ALL));
    Set<Class<?>> unused = new TreeSet<>(Protocols.BY_NAME);
    unused.addAll(ALL.classes());
    unused.removeAll(reached);
    assertEquals(Set.of(), unused, "registered and never sent: retire them");
  }

  @Test
  void whatIsInAMessageIsFound() {
    Set<Class<?>> reached = Protocols.reach(Specimens.Nested.class);
    assertTrue(reached.contains(Specimens.Inner.class), "inside a list's type");
    assertTrue(reached.contains(Specimens.Colour.class), "inside a record inside");
    assertTrue(
        Protocols.reach(Specimens.Message.class).contains(Specimens.Letter.class),
        "inside a sealed interface");
    WireTypes some = WireTypes.builder().add(100, Specimens.Nested.class).build();
    assertEquals(
        Set.of(Specimens.Inner.class, Specimens.Colour.class),
        Protocols.unregistered(reached, some));
  }

  /** Numbers are for ever: a change here needs a new protocol version. */
  @Test
  void theNumbersOfThisProtocolVersion() {
    assertEquals(3, Protocol.VERSION);
    assertEquals(
        "64 Offer, 65 Content, 66 Rule, 67 Precision, 68 Accept, 69 Refuse, 70 Acknowledge,"
            + " 71 Complete, 72 Chunk, 100 Greet, 101 Work, 102 Forget, 103 Thanks, 104 Present,"
            + " 105 Answer, 106 Train, 107 Adapt, 108 Trained, 109 Adapted, 110 Failed, 111 Cargo,"
            + " 112 Order, 113 Damage, 114 Corruption, 115 Attack, 116 After, 117 Sum, 118 Term,"
            + " 119 Waste, 120 Summed, 10000 WirePayload",
        ALL.byNumber().entrySet().stream()
            .map(e -> e.getKey() + " " + e.getValue().getSimpleName())
            .collect(Collectors.joining(", ")));
    assertFalse(ALL.classes().isEmpty());
  }
}
