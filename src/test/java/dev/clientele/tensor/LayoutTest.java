package dev.clientele.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayoutTest {
  private static Layout some() {
    return new Layout.Builder()
        .add("w", List.of(2, 3))
        .add("scalar", List.of())
        .add("none", List.of(0, 5))
        .add("b", List.of(4))
        .build();
  }

  @Test
  void placesFollowEachOther() {
    Layout layout = some();
    assertEquals(11, layout.size());
    assertEquals(new Layout.Entry("w", List.of(2, 3), 0, 6), layout.entry("w"));
    assertEquals(new Layout.Entry("scalar", List.of(), 6, 1), layout.entry("scalar"));
    assertEquals(new Layout.Entry("none", List.of(0, 5), 7, 0), layout.entry("none"));
    assertEquals(new Layout.Entry("b", List.of(4), 7, 4), layout.entry("b"));
    assertTrue(layout.has("b"));
    assertFalse(layout.has("c"));
  }

  @Test
  void equalMeansNamesOrderAndShapes() {
    assertEquals(some(), some());
    assertEquals(some().hashCode(), some().hashCode());
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    some().entries().forEach(e -> shapes.put(e.name(), e.shape()));
    assertEquals(some(), Layout.of(shapes));
    Layout.Builder reversed = new Layout.Builder();
    some().entries().reversed().forEach(e -> reversed.add(e.name(), e.shape()));
    assertNotEquals(some(), reversed.build());
    assertNotEquals(
        new Layout.Builder().add("w", List.of(2, 3)).build(),
        new Layout.Builder().add("w", List.of(3, 2)).build());
    assertNotEquals(
        new Layout.Builder().add("w", List.of(2)).build(),
        new Layout.Builder().add("v", List.of(2)).build());
  }

  @Test
  void aFilterKeepsTheOrder() {
    Layout layout = some().filter(name -> !name.equals("w"));
    assertEquals(
        List.of("scalar", "none", "b"), layout.entries().stream().map(Layout.Entry::name).toList());
    assertEquals(1, layout.entry("b").offset());
    assertEquals(0, some().filter(name -> false).size());
  }

  @Test
  void aMissingNameIsAnErrorThatListsTheOthers() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> some().entry("c"));
    assertEquals("expected a tensor named c among [w, scalar, none, b]", e.getMessage());
  }

  @Test
  void whatCannotBeIsRefused() {
    Layout.Builder twice = new Layout.Builder().add("a", List.of(1)).add("a", List.of(2));
    assertThrows(IllegalArgumentException.class, twice::build);
    Layout.Builder builder = new Layout.Builder();
    assertThrows(IllegalArgumentException.class, () -> builder.add("a", List.of(2, -1)));
    assertThrows(ArithmeticException.class, () -> builder.add("a", List.of(65536, 65536)));
    builder.add("large", List.of(1 << 30)).add("too", List.of(1 << 30));
    assertThrows(ArithmeticException.class, builder::build);
  }

  @Test
  void theCallersListsMayChange() {
    List<Integer> shape = new ArrayList<>(List.of(2));
    Layout layout = new Layout.Builder().add("a", shape).build();
    shape.set(0, 3);
    assertEquals(List.of(2), layout.entry("a").shape());
    assertThrows(UnsupportedOperationException.class, () -> layout.entries().clear());
  }
}
