package dev.clientele;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The house: which room may use which, and what belongs in one room alone. */
class ArchitectureTest {
  private static final String HOUSE = "dev.clientele";
  private static final Path SOURCES = Path.of("src/main/java/dev/clientele");

  /** What each room may use. The command line and the benchmarks put everything together. */
  private static final Map<String, List<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("config", List.of()),
          Map.entry("tensor", List.of()),
          Map.entry("data", List.of("config", "tensor")),
          Map.entry("kernel", List.of("tensor")),
          Map.entry("network", List.of("kernel", "tensor")),
          Map.entry("diffusion", List.of("kernel", "network", "tensor")),
          Map.entry("metric", List.of("data", "diffusion", "network", "tensor")),
          Map.entry(
              "method", List.of("config", "data", "diffusion", "metric", "network", "tensor")),
          Map.entry("simulation", List.of("data", "diffusion", "method", "tensor", "wire")),
          Map.entry("report", List.of("config", "data", "method", "metric", "tensor")),
          Map.entry("comparison", List.of("config", "metric", "report")),
          Map.entry("sweep", List.of("comparison", "config", "report")),
          Map.entry(
              "theory",
              List.of("config", "data", "diffusion", "method", "network", "report", "tensor")),
          Map.entry("wire", List.of("tensor")));

  /** Rooms that may use every other, and that no other may use. */
  private static final Set<String> ON_TOP = Set.of("bench", "cli");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(HOUSE);

  private static String[] packages(String... rooms) {
    return Stream.of(rooms).map(room -> HOUSE + "." + room + "..").toArray(String[]::new);
  }

  static Set<String> rooms() {
    return new TreeSet<>(MAY_USE.keySet());
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void aRoomUsesOnlyWhatItMay(String room) {
    List<String> used = new ArrayList<>(MAY_USE.get(room));
    used.add(room);
    noClasses()
        .that()
        .resideInAPackage(HOUSE + "." + room + "..")
        .should()
        .dependOnClassesThat(
            resideInAPackage(HOUSE + "..").and(notIn(packages(used.toArray(String[]::new)))))
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaClass> notIn(String... packages) {
    return DescribedPredicate.not(resideInAnyPackage(packages));
  }

  @Test
  void everyFolderIsARoom() throws IOException {
    Set<String> rooms = rooms();
    rooms.addAll(ON_TOP);
    try (Stream<Path> folders = Files.list(SOURCES)) {
      Set<String> found = new TreeSet<>();
      folders.filter(Files::isDirectory).forEach(f -> found.add(f.getFileName().toString()));
      assertEquals(rooms, found);
    }
    for (String room : rooms) {
      assertTrue(
          CLASSES.stream().anyMatch(c -> c.getPackageName().startsWith(HOUSE + "." + room)), room);
    }
  }

  @Test
  void roomsHaveNoCycles() {
    slices().matching(HOUSE + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  /** Everything but what is started knows a device only as Kernels. */
  @Test
  void whoMakesTheProcessorsKernels() {
    noClasses()
        .that()
        .resideOutsideOfPackages(packages("kernel.cpu", "cli"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(HOUSE + ".kernel.cpu..")
        .check(CLASSES);
  }

  @Test
  void actorsLiveInTheSimulation() {
    noClasses()
        .that()
        .resideOutsideOfPackages(packages("simulation", "wire", "bench", "cli"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.pekko..")
        .check(CLASSES);
  }

  /** What happens in a federation is decided by values; actors only carry it out. */
  @Test
  void policiesKnowNoActors() {
    noClasses()
        .that()
        .resideInAnyPackage(
            packages(
                "simulation.fault", "simulation.fleet", "simulation.fold", "simulation.policy"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.pekko..")
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage(HOUSE + ".simulation")
        .check(CLASSES);
  }

  @Test
  void oneDnnLivesInTheKernel() {
    noClasses()
        .that()
        .resideOutsideOfPackages(packages("kernel"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bytedeco.dnnl..")
        .check(CLASSES);
  }

  /** Whoever started ONNX Runtime elsewhere would start its telemetry, too. */
  @Test
  void onnxRuntimeLivesInTheMetrics() {
    noClasses()
        .that()
        .resideOutsideOfPackages(packages("metric"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.onnxruntime..")
        .check(CLASSES);
  }

  @Test
  void onlyMainEndsTheProcess() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(Clientele.class)
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(CLASSES);
  }

  /** Results come from the configuration and the seed: RandomStream is the only generator. */
  @Test
  void noSharedGeneratorAndNoClock() {
    List<String> forbidden =
        List.of(
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.util.UUID",
            "java.util.concurrent.ThreadLocalRandom",
            "java.security.SecureRandom",
            "java.time.Instant",
            "java.time.Clock");
    noClasses()
        .that()
        .resideInAnyPackage(
            packages(
                "data",
                "diffusion",
                "kernel",
                "method",
                "metric",
                "network",
                "simulation",
                "tensor",
                "theory"))
        .should()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Collections.class, "shuffle", List.class)
        .orShould()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "draw or read a clock", c -> forbidden.contains(c.getName())))
        .check(CLASSES);
  }

  @Test
  void everyPackageSaysWhatItIsFor() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      Set<Path> packages = new TreeSet<>();
      files.filter(f -> f.toString().endsWith(".java")).forEach(f -> packages.add(f.getParent()));
      assertTrue(packages.size() > MAY_USE.size(), packages.toString());
      for (Path folder : packages) {
        Path info = folder.resolve("package-info.java");
        assertTrue(Files.isRegularFile(info), () -> "expected " + info);
        assertTrue(Files.readString(info).startsWith("/**"), () -> "expected javadoc in " + info);
      }
    }
  }
}
