package dev.clientele.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WireTypesTest {
  private record A() {}

  private record B() {}

  @Test
  void collectsClassesByNumber() {
    WireTypes one = WireTypes.builder().add(70, A.class).build();
    WireTypes both = WireTypes.builder().add(64, B.class).addAll(one).build();
    assertEquals(Map.of(64, B.class, 70, A.class), both.byNumber());
  }

  @Test
  void aNumberMeansOneClassForEver() {
    var taken = WireTypes.builder().add(70, A.class);
    assertThrows(IllegalArgumentException.class, () -> taken.add(70, B.class));
    assertThrows(IllegalArgumentException.class, () -> taken.add(71, A.class));
    var retired = WireTypes.builder().retire(70);
    assertThrows(IllegalArgumentException.class, () -> retired.add(70, A.class));
    assertThrows(IllegalArgumentException.class, () -> taken.retire(70));
  }

  @Test
  void refusesWhatTheSerializerCannotWrite() {
    var builder = WireTypes.builder();
    assertThrows(IllegalArgumentException.class, () -> builder.add(70, Object.class));
    assertThrows(IllegalArgumentException.class, () -> builder.add(63, A.class));
  }
}
