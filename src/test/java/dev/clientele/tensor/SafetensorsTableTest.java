package dev.clientele.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTableTest {
  private static final Layout LAYOUT =
      new Layout.Builder().add("w", List.of(2, 3)).add("b", List.of()).build();

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("table.safetensors");
  }

  private static Weights row(Layout layout, int owner) {
    float[] values = new float[layout.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = owner + 0.001f * i;
    }
    return Weights.adopt(layout, values);
  }

  private Path write(Layout layout, int... owners) throws IOException {
    try (var writer = new SafetensorsTable.Writer(file(), layout, owners.length)) {
      for (int owner : owners) {
        writer.add(owner, row(layout, owner));
      }
      writer.finish();
    }
    return file();
  }

  private void assertReads(Layout layout, int... owners) throws IOException {
    SafetensorsTable table = SafetensorsTable.open(write(layout, owners));
    NavigableMap<Integer, Weights> expected = new TreeMap<>();
    for (int owner : owners) {
      expected.put(owner, row(layout, owner));
      assertTrue(table.has(owner));
      assertEquals(Optional.of(row(layout, owner)), table.row(owner));
    }
    NavigableMap<Integer, Weights> all = new TreeMap<>();
    table.forEach(all::put);
    assertEquals(expected, all);
    assertEquals(layout, table.layout());
    assertEquals(owners.length, table.size());
    assertEquals(Optional.empty(), table.row(1_000_000));
    assertFalse(table.has(-1));
  }

  @Test
  void readsWhatItWrote() throws IOException {
    assertReads(LAYOUT, 2, 3, 70, 999_999);
    assertReads(LAYOUT, 5);
  }

  @Test
  void rowsLargerThanTheBufferAndAcrossItsEnds() throws IOException {
    assertReads(new Layout.Builder().add("large", List.of(300_000)).build(), 1, 2, 9);
    int[] many = new int[300_000]; // their numbers need more than a buffer, too
    Arrays.setAll(many, i -> 2 * i);
    Layout three = new Layout.Builder().add("a", List.of(1)).add("b", List.of(2, 1)).build();
    SafetensorsTable table = SafetensorsTable.open(write(three, many));
    assertEquals(Optional.of(row(three, 599_998)), table.row(599_998));
    int[] count = {0};
    table.forEach((owner, row) -> assertEquals(owner, 2 * count[0]++));
    assertEquals(many.length, count[0]);
  }

  @Test
  void ownersWithoutNumbers() throws IOException {
    assertReads(new Layout.Builder().build(), 4, 6);
    assertReads(new Layout.Builder().add("none", List.of(0, 3)).build(), 0, 1);
  }

  /** Any reader of safetensors can use it. */
  @Test
  void isAnOrdinaryFile() throws IOException {
    Weights all = Safetensors.read(write(LAYOUT, 7, 9));
    assertEquals(List.of(2, 7), all.layout().entry("rows").shape());
    assertEquals(List.of(2), all.layout().entry("owners").shape());
    assertEquals(7.006f, all.tensor("rows")[6]);
    assertEquals(9f, all.tensor("owners")[1]);
    assertEquals("{\"w\":[2,3],\"b\":[]}", Safetensors.metadata(file()).get("layout"));
  }

  @Test
  void ownersAscendAndAllRowsAreThere() throws IOException {
    assertThrows(IllegalArgumentException.class, () -> write(LAYOUT, 3, 3));
    assertThrows(IllegalArgumentException.class, () -> write(LAYOUT, 3, 2));
    try (var writer = new SafetensorsTable.Writer(file(), LAYOUT, 2)) {
      writer.add(1, row(LAYOUT, 1));
      assertThrows(IllegalStateException.class, writer::finish);
      Layout other = new Layout.Builder().add("w", List.of(7)).build();
      assertThrows(IllegalArgumentException.class, () -> writer.add(2, row(other, 2)));
      writer.add(2, row(LAYOUT, 2));
      assertThrows(IllegalArgumentException.class, () -> writer.add(3, row(LAYOUT, 3)));
    }
  }

  @Test
  void whatIsNoTableIsRefused() throws IOException {
    Safetensors.write(file(), row(LAYOUT, 1), Map.of("layout", "{\"w\":[2,3],\"b\":[]}"));
    assertRefused("expected rows of 7 numbers");
    Safetensors.write(file(), row(LAYOUT, 1), Map.of());
    assertRefused("expected the layout of a row but was null");
    write(LAYOUT, 7, 9);
    byte[] whole = Files.readAllBytes(file());
    byte[] swapped = whole.clone();
    swapped[whole.length - 4] = 1; // the last owner, 9
    Files.write(file(), swapped);
    assertRefused("expected ascending owners but was 7, 1");
    Files.write(file(), Arrays.copyOf(whole, whole.length - 1));
    assertRefused("expected data within");
  }

  private void assertRefused(String why) {
    var e = assertThrows(IOException.class, () -> SafetensorsTable.open(file()));
    assertTrue(e.getMessage().contains(why), e.getMessage());
  }
}
