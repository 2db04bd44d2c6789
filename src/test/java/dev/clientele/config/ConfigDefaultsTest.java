package dev.clientele.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a configuration is when a file says nothing, or everything. */
class ConfigDefaultsTest {
  @TempDir private Path folder;
  private Loading loading;

  @BeforeEach
  void prepare() {
    loading = new Loading(folder);
  }

  @Test
  void anEmptyFileGivesTheDefaults() {
    ClienteleConfig expected =
        new ClienteleConfig(
            "run",
            ClienteleConfig.Experiment.FEDERATION,
            ClienteleConfig.Task.DIFFUSION,
            1,
            50,
            new DataConfig(
                DataConfig.Kind.GLYPHS,
                "",
                DataConfig.Split.BALANCED,
                false,
                List.of(),
                DataConfig.Test.CLIENTS,
                DataConfig.Share.ALL,
                160,
                "",
                OnProblem.FAIL,
                16,
                16,
                1,
                1.0,
                0,
                0,
                0,
                0.5,
                4,
                2),
            new ClientsConfig(
                1000,
                20,
                8,
                64,
                64,
                0,
                0,
                ClientsConfig.Partition.DIRICHLET,
                2,
                ClientsConfig.Sizes.EQUAL,
                1.0,
                true,
                List.of(),
                "",
                "client",
                "",
                OnProblem.FAIL),
            new NetworkConfig(
                NetworkConfig.Kind.UNET,
                16,
                List.of(1, 2),
                1,
                List.of(1),
                0,
                8,
                List.of(64, 64),
                false,
                ""),
            new DiffusionConfig(
                1000,
                DiffusionConfig.Schedule.LINEAR,
                DiffusionConfig.Prediction.EPSILON,
                DiffusionConfig.Sampler.DDIM,
                25,
                0,
                0),
            new MethodConfig(
                MethodConfig.Kind.SPIRE,
                20,
                16,
                MethodConfig.Optimizer.ADAM,
                1e-3,
                1.0,
                0.9,
                MethodConfig.Update.JOINT,
                10,
                1e-2,
                0.1,
                MethodConfig.EmbeddingStart.ZERO,
                0,
                0.01,
                MethodConfig.PrivatePart.OUTPUT,
                new CompressionConfig(CompressionConfig.Kind.NONE, 0.01, 256, true)),
            new ClassificationConfig(List.of(16, 32, 64), 1, 8, 2, false, 40, 1, 1),
            new WarmFedConfig(
                new LoraConfig(4, 4, EnumSet.complementOf(EnumSet.of(LoraConfig.Target.DENSE))),
                200,
                16,
                2e-3,
                RateSchedule.CONSTANT,
                1,
                WarmFedConfig.Classes.REPORTED,
                40,
                80,
                WarmFedConfig.Personalisation.DYNAMIC),
            new ServerConfig(
                ServerConfig.Optimizer.AVERAGE, 1, 0.9, 0.99, 1e-3, ServerConfig.Broadcast.FP32),
            new AdaptationConfig(
                AdaptationConfig.Kind.OWN,
                AdaptationConfig.Clients.ALL,
                100,
                16,
                5e-2,
                64,
                new LoraConfig(
                    4, 4, EnumSet.complementOf(EnumSet.of(LoraConfig.Target.EMBEDDING)))),
            new EvaluationConfig(
                10,
                8,
                EvaluationConfig.Panel.RECENT,
                Set.of(EvaluationConfig.Figure.LOSS, EvaluationConfig.Figure.KID),
                8,
                64,
                0,
                32,
                20,
                0,
                EvaluationConfig.Features.LENET,
                new OnnxConfig("", 299, OnnxConfig.Normalisation.SYMMETRIC, ""),
                10),
            new ComputeConfig(0, true, 4, 8, 3, ComputeConfig.Transfer.FULL, 64),
            new DeviceConfig(0.01, 2.5e6, 1.25e6, 0.05, DeviceConfig.Profiles.CONSTANT, 1, 2, ""),
            new AvailabilityConfig(AvailabilityConfig.Kind.ALWAYS, 0.5, 600, 86400, 0.1, ""),
            new PolicyConfig(
                PolicyConfig.Kind.SYNCHRONOUS,
                0,
                0,
                1,
                0,
                PolicyConfig.Late.DROP,
                10,
                20,
                0.6,
                new PolicyConfig.Staleness(PolicyConfig.Weight.POLYNOMIAL, 0.5, 10, 4, 1000),
                3600,
                60,
                604_800,
                100_000),
            new FaultsConfig(
                new FaultsConfig.Dropout(0, 0),
                new FaultsConfig.Crash(0, 60),
                new FaultsConfig.Messages(0, 0, 10, 0, 0, 10),
                new FaultsConfig.Corrupted(0, 0.01, EnumSet.allOf(FaultsConfig.Corruption.class)),
                0,
                new FaultsConfig.Stragglers(0, 10),
                new FaultsConfig.Byzantine(0, FaultsConfig.Attack.SIGN_FLIP, 1),
                new FaultsConfig.Outages(4, 0, 60),
                0),
            new DefenceConfig(DefenceConfig.Rule.MEAN, 0.1, 0.2, 4, 0),
            new CheckpointConfig(10, 0),
            new BenchConfig(BenchConfig.Scenario.STEP, 5, 9, 1, false, 32, 10),
            new TheoryConfig(
                2,
                0.8,
                0.3,
                2000,
                32,
                150,
                200,
                List.of(0.02, 0.2, 0.5, 0.9, 0.98),
                List.of(2, 8, 32, 128, 512, 1024, 4096),
                List.of(0.5, 1.0, 1.5, 2.0, 3.0, 4.0),
                List.of(250, 500, 1000, 2000, 4000, 8000),
                List.of(1, 4, 16, 64),
                List.of(0.001, 0.1, 0.3, 0.5, 0.8, 0.99)));
    assertEquals(expected, loading.load("").config());
  }

  @Test
  void everyKeyCanBeSet() {
    ClienteleConfig expected =
        new ClienteleConfig(
            "digits-2",
            ClienteleConfig.Experiment.BRIDGE,
            ClienteleConfig.Task.DIFFUSION,
            -9007199254740993L,
            7,
            new DataConfig(
                DataConfig.Kind.FOLDER,
                "some/folder",
                DataConfig.Split.LETTERS,
                true,
                List.of("amazon", "7"),
                DataConfig.Test.CLIENTS,
                DataConfig.Share.PUBLIC,
                41,
                "some/cache",
                OnProblem.SKIP,
                28,
                24,
                3,
                0.25,
                45.5,
                0.5,
                0.75,
                2,
                7,
                0.5),
            new ClientsConfig(
                30,
                11,
                4,
                40,
                12,
                6,
                5,
                ClientsConfig.Partition.SHARDS,
                3,
                ClientsConfig.Sizes.LOG_NORMAL,
                0.5,
                true,
                List.of("7"),
                "ids.csv",
                "writer",
                "file",
                OnProblem.SKIP),
            new NetworkConfig(
                NetworkConfig.Kind.MLP,
                24,
                List.of(1, 2, 3),
                2,
                List.of(0, 2),
                6,
                4,
                List.of(128, 96, 32),
                true,
                ""),
            new DiffusionConfig(
                400,
                DiffusionConfig.Schedule.COSINE,
                DiffusionConfig.Prediction.V,
                DiffusionConfig.Sampler.DDPM,
                50,
                0.5,
                1.5),
            new MethodConfig(
                MethodConfig.Kind.FEDAVG,
                5,
                32,
                MethodConfig.Optimizer.SGD,
                0.02,
                0.75,
                0.99,
                MethodConfig.Update.ALTERNATING,
                4,
                0.03,
                0.2,
                MethodConfig.EmbeddingStart.MEAN,
                12,
                0.5,
                MethodConfig.PrivatePart.ENCODER,
                new CompressionConfig(CompressionConfig.Kind.TOP_K, 0.3, 17, false)),
            new ClassificationConfig(List.of(8, 24), 2, 4, 3, true, 7, 0.5, 3),
            new WarmFedConfig(
                new LoraConfig(3, 6, EnumSet.of(LoraConfig.Target.TIME)),
                11,
                5,
                1e-4,
                RateSchedule.LINEAR,
                2.5,
                WarmFedConfig.Classes.BALANCED,
                8,
                9,
                WarmFedConfig.Personalisation.FINE_TUNING),
            new ServerConfig(
                ServerConfig.Optimizer.YOGI, 0.1, 0.8, 0.95, 0.01, ServerConfig.Broadcast.FP16),
            new AdaptationConfig(
                AdaptationConfig.Kind.LORA,
                AdaptationConfig.Clients.UNSEEN,
                60,
                8,
                0.07,
                39,
                new LoraConfig(2, 8, EnumSet.of(LoraConfig.Target.EMBEDDING))),
            new EvaluationConfig(
                3,
                9,
                EvaluationConfig.Panel.FIXED,
                EnumSet.allOf(EvaluationConfig.Figure.class),
                2,
                10,
                50,
                9,
                30,
                5,
                EvaluationConfig.Features.ONNX,
                new OnnxConfig("inception.onnx", 75, OnnxConfig.Normalisation.IMAGENET, "pool3"),
                6),
            new ComputeConfig(3, false, 5, 6, 2, ComputeConfig.Transfer.CHANGES, 7),
            new DeviceConfig(
                0.5, 1000, 500.5, 1.25, DeviceConfig.Profiles.PARETO, 0.75, 1.5, "machines.csv"),
            new AvailabilityConfig(
                AvailabilityConfig.Kind.DIURNAL, 0.25, 30, 1000, 0.05, "times.csv"),
            new PolicyConfig(
                PolicyConfig.Kind.FEDBUFF,
                0.3,
                90,
                2,
                1,
                PolicyConfig.Late.USE,
                5,
                8,
                0.4,
                new PolicyConfig.Staleness(PolicyConfig.Weight.HINGE, 0.7, 3, 2, 9),
                100,
                7,
                5000,
                600),
            new FaultsConfig(
                new FaultsConfig.Dropout(0.1, 0.2),
                new FaultsConfig.Crash(0.15, 20),
                new FaultsConfig.Messages(0.01, 0.02, 3, 0.04, 0.05, 6),
                new FaultsConfig.Corrupted(
                    0.07,
                    0.5,
                    Set.of(FaultsConfig.Corruption.INFINITY, FaultsConfig.Corruption.WRONG_SHAPE)),
                0.08,
                new FaultsConfig.Stragglers(0.09, 11),
                new FaultsConfig.Byzantine(0.12, FaultsConfig.Attack.GAUSSIAN, 13),
                new FaultsConfig.Outages(2, 400, 40),
                50),
            new DefenceConfig(DefenceConfig.Rule.MULTI_KRUM, 0.2, 0.3, 3, 2.5),
            new CheckpointConfig(4, 77),
            new BenchConfig(BenchConfig.Scenario.OVERHEAD, 1.5, 3, 7, true, 16, 4),
            new TheoryConfig(
                1.5,
                0.25,
                0.7,
                90,
                3,
                11,
                12,
                List.of(0.4),
                List.of(5, 6),
                List.of(0.1, 10.0),
                List.of(20, 30),
                List.of(2, 3),
                List.of(0.2, 0.6)));
    assertEquals(expected, loading.load(Texts.EVERYTHING).config());
  }

  @Test
  void aModelFolderCanBeGiven() {
    String text = "clientele.network.pretrained = models/ddpm-16";
    assertEquals("models/ddpm-16", loading.load(text).config().network().pretrained());
  }

  @Test
  void theRecordsHoldEveryKeyOfTheReferenceAndNoOther() {
    ConfigObject root = loading.load("").resolved().getObject("clientele");
    assertEquals(keysOf(root), keysOf(ClienteleConfig.class));
    assertSameBlocks(root, ClienteleConfig.class);
  }

  private static void assertSameBlocks(ConfigObject root, Class<?> type) {
    for (RecordComponent block : type.getRecordComponents()) {
      if (block.getType().isRecord()) {
        ConfigObject values = (ConfigObject) root.get(ConfigPrinter.keyOf(block.getName()));
        assertEquals(keysOf(values), keysOf(block.getType()), block.getName());
        assertSameBlocks(values, block.getType());
      }
    }
  }

  private static Set<String> keysOf(Map<String, ConfigValue> block) {
    Set<String> keys = new TreeSet<>(block.keySet());
    keys.removeIf(key -> key.endsWith("-dispatcher"));
    return keys;
  }

  private static Set<String> keysOf(Class<?> type) {
    Set<String> keys = new TreeSet<>();
    for (RecordComponent component : type.getRecordComponents()) {
      keys.add(ConfigPrinter.keyOf(component.getName()));
    }
    return keys;
  }
}
