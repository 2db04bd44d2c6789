package dev.clientele.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of mistake, and what is said about it. */
class ConfigErrorsTest {
  @TempDir private Path folder;
  private Loading loading;

  @BeforeEach
  void prepare() {
    loading = new Loading(folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          rounds = -1               | clientele.rounds: expected a whole number of 0 or more but was -1
          rounds = 2.5              | clientele.rounds: expected a whole number of 0 or more but was 2.5
          rounds = many             | clientele.rounds: expected a whole number of 0 or more but was "many"
          rounds = null             | clientele.rounds: expected a whole number of 0 or more but was null
          rounds = 3000000000       | clientele.rounds: expected a whole number of 0 or more but was 3000000000
          seed = 1e30               | clientele.seed: expected a whole number of 64 bits but was 1e30
          seed = 1e999999999        | clientele.seed: expected a whole number of 64 bits but was 1e999999999
          name = ../up              | clientele.name: expected letters, digits, '.', '_' and '-', of which the first is a letter or a digit, but was "../up"
          name = [a]                | clientele.name: expected text but was ["a"]
          data.height = 0           | clientele.data.height: expected a whole number from 1 to 4096 but was 0
          data.style-strength = -1  | clientele.data.style-strength: expected a number of 0 or more but was -1
          data.rotation = 181       | clientele.data.rotation: expected a number from 0 to 180 but was 181
          data.label-concentration = NaN | clientele.data.label-concentration: expected a number above 0 but was "NaN"
          diffusion.guidance = 1e999 | clientele.diffusion.guidance: expected a number of 0 or more but was 1e999
          diffusion.eta = 1.01      | clientele.diffusion.eta: expected a number from 0 to 1 but was 1.01
          method.learning-rate = 0  | clientele.method.learning-rate: expected a number above 0 but was 0
          method.embedding-learning-rate = -1e-3 | clientele.method.embedding-learning-rate: expected a number above 0 but was -1e-3
          adaptation.learning-rate = 0 | clientele.adaptation.learning-rate: expected a number above 0 but was 0
          method.average-decay = 1  | clientele.method.average-decay: expected a number from 0 to below 1 but was 1
          method.condition-dropout = -0.1 | clientele.method.condition-dropout: expected a number from 0 to 1 but was -0.1
          method.kind = spir        | clientele.method.kind: expected one of spire, fedavg, fedprox, fedper, fedrep, usplit, udec, ditto, local, centralised, scaffold, pfedsd, fedavg-tuned, synthetic, warmfed but was "spir"
          method.compression.share = 0 | clientele.method.compression.share: expected a number above 0 and at most 1 but was 0
          method.compression.kind = top | clientele.method.compression.kind: expected one of none, top-k, int8 but was "top"
          compute.state-cache-megabytes = 0 | clientele.compute.state-cache-megabytes: expected a whole number from 1 to 1000000 but was 0
          network.multipliers = 3   | clientele.network.multipliers: expected a list of whole numbers but was 3
          network.attention = [0, x] | clientele.network.attention: expected a list in which each is a whole number of 0 or more but was "x"
          network.label-conditioning = 1 | clientele.network.label-conditioning: expected true or false but was 1
          evaluation.panel = same   | clientele.evaluation.panel: expected one of recent, fixed but was "same"
          evaluation.figures = kid  | clientele.evaluation.figures: expected a list of loss, kid, fid, nll, memorisation, membership but was "kid"
          evaluation.figures = [loss, is] | clientele.evaluation.figures: expected a list in which each is one of loss, kid, fid, nll, memorisation, membership but was "is"
          evaluation.onnx.input-size = 0 | clientele.evaluation.onnx.input-size: expected a whole number from 1 to 4096 but was 0
          experiment = bridges      | clientele.experiment: expected one of federation, mixing-weights, bridge but was "bridges"
          theory.weight = 1         | clientele.theory.weight: expected a number above 0 and below 1 but was 1
          theory.starts = 0.5       | clientele.theory.starts: expected a list of at least one number but was 0.5
          theory.weights = []       | clientele.theory.weights: expected a list of at least one number but was []
          theory.starts = [0.5, 0]  | clientele.theory.starts: expected a list in which each is a number above 0 and below 1 but was 0
          theory.separations = [a]  | clientele.theory.separations: expected a list in which each is a number above 0 but was "a"
          clients = 5               | clientele.clients: expected a block { ... } but was 5
          rounds { a = 1 }          | clientele.rounds: expected a whole number of 0 or more but was {"a":1}
          """)
  void aValueOfTheWrongKindIsNamed(String line, String message) {
    String text = "clientele {\n  " + line + "\n}\n";
    assertEquals(List.of("test.conf:2: " + message), loading.problems(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          clientele.clients.cohrt = 3   | clientele.clients.cohrt   | clientele.clients.cohort
          clientele.cohort = 3          | clientele.cohort          | clientele.clients.cohort
          clientele.methods.batch = 3   | clientele.methods         | clientele.method
          clientele.rouns = 3           | clientele.rouns           | clientele.rounds
          clientele.data."a.b" = 3      | clientele.data."a.b"      | clientele.data.path
          clientel.rounds = 3           | clientel                  | clientele
          rounds = 3                    | rounds                    | clientele.rounds
          """)
  void anUnknownKeyIsNamedWithTheNearestKnownOne(String line, String key, String nearest) {
    assertEquals(
        List.of("test.conf:2: " + key + ": unknown key; the nearest known one is " + nearest),
        loading.problems("\n" + line));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          clients.cohort = 1001           | clients.cohort: expected at most clientele.clients.registered (1000) but was 1001
          clients.registered = 19         | clients.cohort: expected at most clientele.clients.registered (19) but was 20
          evaluation.clients = 1001       | evaluation.clients: expected at most clientele.clients.registered (1000) but was 1001
          clients.samples = 63            | adaptation.samples: expected at most clientele.clients.samples (63) but was 64
          diffusion.sampling-steps = 1001 | diffusion.sampling-steps: expected at most clientele.diffusion.steps (1000) but was 1001
          evaluation.kid-samples = 1      | evaluation.kid-samples: expected 0 (no KID) or at least 2 but was 1
          clients.held-out = 1            | clients.held-out: expected at least 2, as KID is measured (clientele.evaluation.kid-samples), but was 1
          evaluation.figures = [kid]      | evaluation.figures: expected loss among them, as it is always measured, but was not
          evaluation { figures = [loss, fid], kid-samples = 0 } | evaluation.kid-samples: expected at least 2, as fid is measured (clientele.evaluation.figures), but was 0
          evaluation { kid-subsets = 9, kid-subset-size = 65 } | evaluation.kid-subset-size: expected at most clientele.evaluation.kid-samples and clientele.clients.held-out (64) but was 65
          evaluation { figures = [loss, nll], nll-draws = 1000 } | evaluation.nll-draws: expected fewer than clientele.diffusion.steps (1000) but was 1000
          evaluation.features = onnx      | evaluation.onnx.path: expected a file, as features are onnx, but was empty
          evaluation.forgetting-clients = 9 | evaluation.forgetting-clients: expected at most clientele.evaluation.clients (8) but was 9
          adaptation.samples = 1, evaluation.figures = [loss, membership] | clients.held-out: expected at least 2, and clientele.adaptation.samples, too, as membership is measured (clientele.evaluation.figures), but was 64 and 1
          data.kind = idx                 | data.path: expected the folder of the idx files but was empty
          data.channels = 2               | data.channels: expected 1 or 3 for glyphs but was 2
          data { kind = idx, path = x, channels = 4 } | data.channels: expected 1 or 3 for idx but was 4
          data { kind = folder, path = x, test = files } | data.test: expected clients for folder, which has no test files, but was files
          data.share = private | data.share: expected all for glyphs, which has no files, but was private
          data { kind = idx, path = x, domains = [a] } | data.domains: expected none for idx but was [a]
          data.domains = [thin, thin]     | data.domains: expected each domain once but was [thin, thin]
          data.domains = [thin], clients.by-domain = off | clients.by-domain: expected on for glyphs of domains but was off
          data { kind = idx, path = x }, clients.unseen-domains = [a] | clients.unseen-domains: expected none where clients are of no domain but was [a]
          data.rotation = 10              | data.kind: expected no rotation, tint or tone for glyphs, whose clients have styles
          data { kind = idx, path = x, tint = 0.5 } | data.tint: expected 0 without three channels but was 0.5
          clients { partition = ids, ids = x } | clients.partition: expected another than ids for glyphs, which are drawn, but was ids
          clients.sizes = all             | clients.sizes: expected equal or log-normal for glyphs, which never end, but was all
          data { kind = idx, path = x }, clients.partition = ids | clients.ids: expected a table of natural ids but was empty
          data { kind = idx, path = x }, clients { partition = ids, ids = y, sizes = log-normal } | clients.sizes: expected equal or all for natural ids but was log-normal
          data { kind = folder, path = x }, clients { partition = ids, ids = y } | clients.image-column: expected a column of paths for natural ids of a folder but was empty
          data.width = 17                 | data.width: expected a multiple of 2, as 2 levels (clientele.network.multipliers) halve the image 1 times, but was 17
          network { width = 17, groups = 17, multipliers = [1, 1, 1, 1, 1, 1] } | data.height: expected a multiple of 32, as 6 levels (clientele.network.multipliers) halve the image 5 times, but was 16
          data { kind = mixture, channels = 3 } | data.channels: expected 1 for a mixture but was 3
          data { kind = mixture }         | data.height: expected 1 for a mixture, whose points are as long as data.width, but was 16
          data { kind = mixture, height = 1 } | network.kind: expected mlp for a mixture's points but was unet
          data { kind = mixture, height = 1 }, network.kind = mlp | evaluation.kid-samples: expected 0 for a mixture, whose divergence is measured, but was 64
          data { kind = mixture, height = 1 }, network { kind = mlp, label-conditioning = on }, evaluation.kid-samples = 0 | network.label-conditioning: expected off for a mixture, where it would give the component away, but was on
          theory.dimensions = [7]         | theory.dimensions: expected at least two different values to fit a slope through but was [7]
          theory { sample-sizes = [9, 9] } | theory.sample-sizes: expected at least two different values to fit a slope through but was [9, 9]
          theory.draws = []               | theory.draws: expected at least one value but was []
          theory.weights = [0.5]          | theory.weights: expected at least two different values, each a candidate for the others, but was [0.5]
          network.multipliers = []        | network.multipliers: expected 1 to 16 levels but was 0
          network.groups = 32             | network.groups: expected a divisor of level 0's channels (16 * 1) but was 32
          network.attention = [2]         | network.attention: expected levels from 0 to 1 but was 2
          network.head-channels = 5       | network.head-channels: expected 0 or a divisor of the 32 channels of level 1 but was 5
          network { attention = [0], head-channels = 32 } | network.head-channels: expected 0 or a divisor of the 16 channels of level 0 but was 32
          method.embedding-width = 65     | method.embedding-width: expected at most the time embedding's 64 but was 65
          policy.quorum = 21              | policy.quorum: expected at most clientele.clients.cohort (20) but was 21
          policy.kind = fedasync, method.kind = usplit | policy.kind: expected synchronous or fedbuff for clientele.method.kind = usplit, whose updates are more than a change of the model, but was fedasync
          defence.rule = median, method.kind = usplit | defence.rule: expected mean for clientele.method.kind = usplit but was median
          defence.clip-norm = 2, method.kind = usplit | defence.clip-norm: expected 0 for clientele.method.kind = usplit but was 2.0
          policy { kind = fedbuff, concurrency = 1001 } | policy.concurrency: expected at most clientele.clients.registered (1000) but was 1001
          device.profiles = trace         | device.trace: expected a file of machines (clientele.device.profiles = trace) but was empty
          availability.kind = trace       | availability.trace: expected a file of intervals (clientele.availability.kind = trace) but was empty
          faults.outages { every-seconds = 5, seconds = 6 } | faults.outages.seconds: expected at most clientele.faults.outages.every-seconds (5.0) but was 6.0
          faults.corrupted { share = 0.1, kinds = [] } | faults.corrupted.kinds: expected at least one kind but was []
          defence { rule = multi-krum, chosen = 21 } | defence.chosen: expected at most the updates of a step (20) but was 21
          method.kind = centralised       | clients.cohort: expected 1, as everybody's data are in one place (clientele.method.kind), but was 20
          network.kind = mlp, method.kind = udec | network.kind: expected unet, as a method splits it into encoder and decoder (clientele.method.kind, clientele.method.private-part), but was mlp
          method { kind = local, compression.kind = int8 } | method.compression.kind: expected none for clientele.method.kind = local, which sends nothing or more than an update, but was int8
          task = classification, method { kind = scaffold, optimizer = sgd, compression.kind = top-k } | method.compression.kind: expected none for clientele.method.kind = scaffold, which sends nothing or more than an update, but was top-k
          network { kind = mlp, hidden = [] } | network.hidden: expected at least one width but was []
          method.kind = warmfed           | method.kind: expected a method for diffusion (clientele.task) but was warmfed
          task = classification           | method.kind: expected a method for classification (clientele.task) but was spire
          task = classification, method { kind = scaffold, optimizer = adam } | method.optimizer: expected sgd, as scaffold's corrections are gradients (clientele.method.kind), but was adam
          task = classification, method { kind = fedrep, local-steps = 5 } | method.embedding-steps: expected fewer than clientele.method.local-steps (5), of which they are a part, but was 10
          task = classification, method.kind = warmfed | network.pretrained: expected a folder, and clientele.network.label-conditioning on, as the method draws images of given classes (clientele.method.kind), but was ""
          task = classification, method.kind = fedavg, server.optimizer = yogi | server.optimizer: expected average, as the task is classification (clientele.task), but was yogi
          task = classification, method.kind = fedavg, classification.groups = 5 | classification.groups: expected a divisor of every width but was 5 beside 16
          network { kind = mlp, pretrained = x } | network.pretrained: expected nothing for an mlp, as a diffusers folder holds a unet, but was "x"
          """)
  void aCombinationThatCannotWorkIsBlamedOnTheKeyThatWasSet(String line, String message) {
    List<String> problems = loading.problems("\n\nclientele { " + line + " }");
    assertEquals("test.conf:3: clientele." + message, problems.getFirst());
  }

  @Test
  void rulesThatDoNotConcernANetworkAreNotApplied() {
    String odd = "clientele { network { kind = mlp, groups = 7 }, data { height = 9, width = 7 } }";
    assertEquals(9, loading.load(odd).config().data().height());
  }

  @Test
  void everythingIsReportedAtOnceInTheOrderOfTheLines() {
    String text =
        """
        clientele.clients { registered = 5, cohort = 6 }
        clientele.evaluation.clients = 1
        clientele.method.kind = x
        clientele.method.bach = 4
        clientele.data.height = 15
        """;
    assertEquals(
        List.of(
            "--set rounds=x: clientele.rounds: expected a whole number of 0 or more but was \"x\"",
            "test.conf:1: clientele.clients.cohort: expected at most clientele.clients.registered"
                + " (5) but was 6",
            "test.conf:3: clientele.method.kind: expected one of spire, fedavg, fedprox, fedper,"
                + " fedrep, usplit, udec, ditto, local, centralised, scaffold, pfedsd,"
                + " fedavg-tuned, synthetic, warmfed but was \"x\"",
            "test.conf:4: clientele.method.bach: unknown key; the nearest known one is"
                + " clientele.method.batch",
            "test.conf:5: clientele.data.height: expected a multiple of 2, as 2 levels"
                + " (clientele.network.multipliers) halve the image 1 times, but was 15"),
        loading.problems(text, "rounds=x"));
  }

  @Test
  void aBrokenValueCausesNoFurtherComplaints() {
    assertEquals(1, loading.problems("clientele.clients.registered = lots").size());
    assertEquals(1, loading.problems("clientele.network = 1").size());
    assertEquals(
        List.of("test.conf:1: clientele: expected a block { ... } but was 1"),
        loading.problems("clientele = 1"));
  }

  @Test
  void syntaxErrorsAndUnknownSubstitutionsHaveALine() {
    List<String> unclosed = loading.problems("clientele {\n  rounds = 3\n  seed = }{\n");
    assertTrue(unclosed.getFirst().startsWith("test.conf:3: "), unclosed.toString());
    assertEquals(
        List.of("test.conf:2: Could not resolve substitution to a value: ${nothing}"),
        loading.problems("\nclientele.rounds = ${nothing}"));
  }

  @Test
  void aLongValueIsShortened() {
    assertEquals(
        List.of(
            "test.conf:1: clientele.rounds: expected a whole number of 0 or more but was \""
                + "x".repeat(79)
                + "..."),
        loading.problems("clientele.rounds = " + "x".repeat(1000)));
  }

  @Test
  void noDepthOfBracketsEndsTheProgram() {
    for (int depth = 100; depth <= 25_600; depth *= 2) {
      String text = "[".repeat(depth) + "]".repeat(depth);
      assertEquals(1, loading.problems("a = " + text).size());
      assertEquals(1, loading.problems("", "name=" + text).size());
      assertEquals(1, loading.problems("clientele.rounds = " + text).size());
    }
    assertEquals(
        List.of("test.conf: expected fewer brackets within brackets"),
        loading.problems("a = " + "[".repeat(400_000)));
  }

  @Test
  void filesThatAreNotThere() {
    Path missing = folder.resolve("missing.conf");
    assertEquals(missing + ": expected a configuration file but there is none", messageOf(missing));
    assertEquals(
        folder + ": expected a configuration file but this is a folder", messageOf(folder));
  }

  private static String messageOf(Path file) {
    return assertThrows(
            ConfigurationException.class,
            () -> ConfigLoader.load(file, List.of(), OptionalLong.empty()))
        .getMessage();
  }

  @Test
  void anErrorInAnIncludedFileNamesThatFile() throws IOException {
    Files.writeString(folder.resolve("other.conf"), "\n\nclientele.rounds=x");
    assertEquals(
        List.of(
            "other.conf:3: clientele.rounds: expected a whole number of 0 or more but was \"x\""),
        loading.problems("include \"other.conf\""));
  }
}
