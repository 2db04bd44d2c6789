package dev.clientele.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonPlotsTest {
  private static final List<String> LOSS = List.of("unseen.loss");

  @TempDir private Path folder;

  private ComparisonPlots plots(List<Path> runs) {
    return new ComparisonPlots(Comparison.of(FinishedRun.readAll(runs)));
  }

  private List<Path> grid(String... methods) {
    List<Path> runs = new ArrayList<>();
    for (String method : methods) {
      for (int rounds : new int[] {10, 2, 30}) {
        for (long seed = 1; seed <= 2; seed++) {
          String name = method + rounds + "-" + seed;
          double loss = 1.0 / rounds + 0.1 * seed;
          runs.add(
              Runs.write(folder, name, seed, loss, "method.kind=" + method, "rounds=" + rounds));
        }
      }
    }
    return runs;
  }

  private static boolean has(BufferedImage picture, int colour) {
    for (int x = 0; x < picture.getWidth(); x++) {
      for (int y = 0; y < picture.getHeight(); y++) {
        if ((picture.getRGB(x, y) & 0xFFFFFF) == colour) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void aNumberIsAnAxisAndEveryOtherValueALine() {
    BufferedImage one = plots(grid("spire")).linesOrBars(LOSS).getFirst();
    assertTrue(has(one, 0x2A6FBB));
    assertTrue(!has(one, 0xD9601A), "one line");
    BufferedImage two = plots(grid("spire", "fedavg")).linesOrBars(LOSS).getFirst();
    assertTrue(has(two, 0x2A6FBB) && has(two, 0xD9601A), "two lines");
  }

  @Test
  void twoNumbersAreTwoBarsInEveryPlace() {
    List<Path> runs = new ArrayList<>();
    for (String method : List.of("spire", "fedavg", "local")) {
      for (int rounds : new int[] {1, 5}) {
        runs.add(
            Runs.write(
                folder, method + rounds, 1, 0.2, "method.kind=" + method, "rounds=" + rounds));
      }
    }
    runs.removeLast(); // a place with one bar
    BufferedImage picture = plots(runs).linesOrBars(LOSS).getFirst();
    assertTrue(has(picture, 0x2A6FBB) && has(picture, 0xD9601A), "two colours");
    assertTrue(!has(picture, 0x17805A), "and not a line for each method");
  }

  @Test
  void aNumberThatIsNeverTheOnlyDifferenceIsNoAxis() {
    List<Path> runs =
        List.of(
            Runs.write(folder, "a", 1, 0.2, "method.kind=fedprox", "method.proximal=0.01"),
            Runs.write(folder, "b", 1, 0.2, "method.kind=ditto", "method.proximal=0.1"));
    BufferedImage picture = plots(runs).linesOrBars(LOSS).getFirst();
    assertTrue(has(picture, 0x2A6FBB));
    assertTrue(!has(picture, 0xD9601A), "bars of one kind");
  }

  @Test
  void textsAreBars() {
    List<Path> runs =
        List.of(
            Runs.write(folder, "a", 1, 0.2, "method.kind=spire"),
            Runs.write(folder, "b", 1, 0.2, "method.kind=fedavg"));
    assertTrue(has(plots(runs).linesOrBars(LOSS).getFirst(), 0x2A6FBB));
    assertEquals(0, plots(runs).heatMaps(LOSS).size(), "one key is no map");
  }

  @Test
  void twoKeysAreAMapAndAThirdGivesMoreMaps() {
    List<BufferedImage> one = plots(grid("spire", "fedavg")).heatMaps(LOSS);
    assertEquals(1, one.size());
    // The ends of viridis: the lowest and the highest number.
    assertTrue(has(one.getFirst(), 0x440154) && has(one.getFirst(), 0xFDE725));
    List<Path> more = new ArrayList<>(grid("spire", "fedavg"));
    more.add(Runs.write(folder, "c", 1, 0.2, "method.kind=spire", "rounds=2", "clients.cohort=3"));
    assertEquals(2, plots(more).heatMaps(LOSS).size());
    assertEquals(2, plots(more).mapsOfAMetric());
  }
}
