package dev.clientele.cli;

import com.typesafe.config.ConfigFactory;
import dev.clientele.bench.Machine;
import dev.clientele.bench.Spread;
import dev.clientele.bench.TransferSink;
import dev.clientele.bench.TransferSource;
import dev.clientele.bench.WirePayload;
import dev.clientele.tensor.Precision;
import dev.clientele.tensor.Weights;
import dev.clientele.wire.ClusterNode;
import dev.clientele.wire.NodeIdentity;
import dev.clientele.wire.NodeSettings;
import dev.clientele.wire.Traffic;
import dev.clientele.wire.transfer.Options;
import dev.clientele.wire.transfer.Parcel;
import dev.clientele.wire.transfer.TransferTypes;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the transfer of weights to another JVM on this machine. */
@Command(name = "transfer", description = "Measures how fast weights reach another JVM.")
final class BenchTransferCommand implements Callable<Integer> {
  private static final String HOST = "127.0.0.1";

  /** A benchmark's nodes run one program on one machine. */
  private static final NodeIdentity IDENTITY = new NodeIdentity("bench", "", "", "");

  private static final int WARM_UP = 3;

  @Option(
      names = "--parameters",
      paramLabel = "N",
      defaultValue = "36000000",
      description = "Numbers of the weights (default: ${DEFAULT-VALUE}).")
  private int parameters;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      defaultValue = "9",
      description = "Transfers, after 3 that do not count (default: ${DEFAULT-VALUE}).")
  private int repeats;

  @Option(names = "--half", description = "Send numbers of 16 bits.")
  private boolean half;

  @Option(
      names = "--heap",
      paramLabel = "MB",
      defaultValue = "512",
      description = "The receiving JVM's heap, in megabytes (default: ${DEFAULT-VALUE}).")
  private int heap;

  @Option(names = "--receive-from", hidden = true)
  private String source;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    if (parameters < 1 || repeats < 1 || heap < 1) {
      throw new ParameterException(
          spec.commandLine(), "expected --parameters, --repeats and --heap of 1 or more");
    }
    return source == null ? send() : receive();
  }

  private int receive() {
    ChildJvm.endWithParent();
    PrintWriter out = spec.commandLine().getOut();
    ActorSystem<?> system =
        ClusterNode.start(
            TransferSink.create(Options.defaults(), out),
            new NodeSettings(
                HOST, 0, List.of(NodeSettings.WORKER), List.of(source), Optional.empty()),
            IDENTITY,
            TransferTypes.all(),
            new Traffic(),
            ConfigFactory.load());
    system.getWhenTerminated().toCompletableFuture().join();
    return ExitCode.DONE;
  }

  private int send() throws InterruptedException {
    ActorSystem<Void> system =
        ClusterNode.start(
            Behaviors.empty(),
            new NodeSettings(HOST, 0, List.of(NodeSettings.SERVER), List.of(), Optional.empty()),
            IDENTITY,
            TransferTypes.all(),
            new Traffic(),
            ConfigFactory.load());
    int port = Cluster.get(system).selfMember().address().getPort().orElseThrow();
    BlockingQueue<String> said = new LinkedBlockingQueue<>();
    List<String> args = List.of("bench", "transfer", "--receive-from", HOST + ":" + port);
    try (ChildJvm child = ChildJvm.start(List.of("-Xmx" + heap + "m"), args, said::add)) {
      measure(new TransferSource(system, Options.defaults()), child, said);
    } finally {
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().join();
    }
    return ExitCode.DONE;
  }

  private void measure(TransferSource transfers, ChildJvm child, BlockingQueue<String> said)
      throws InterruptedException {
    Precision precision = half ? Precision.FP16 : Precision.FP32;
    Weights weights = precision.round(WirePayload.random(parameters));
    String digest = weights.sha256();
    var sink = transfers.findSink();
    double[] rates = new double[repeats];
    int resent = 0;
    for (int i = 0; i < WARM_UP + repeats; i++) {
      Parcel parcel = Parcel.full(i, weights, precision, Options.defaults());
      long start = System.nanoTime();
      resent += transfers.send(parcel, sink).resent();
      double seconds = (System.nanoTime() - start) * 1e-9;
      requireArrived(TransferSink.line(i, digest), said);
      if (i >= WARM_UP) {
        rates[i - WARM_UP] = parcel.bytes() / 1e6 / seconds;
      }
    }
    show(Spread.of(rates), precision, resent, child.pid());
  }

  private static void requireArrived(String expected, BlockingQueue<String> said)
      throws InterruptedException {
    String line = said.poll(60, TimeUnit.SECONDS);
    while (line != null && !line.startsWith("arrived")) {
      line = said.poll(60, TimeUnit.SECONDS); // the JVM's own warnings
    }
    if (!expected.equals(line)) {
      throw new CommandFailure("expected the receiver to say " + expected + " but was " + line);
    }
  }

  private void show(Spread rate, Precision precision, int resent, long child) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(Machine.describe());
    out.printf(
        Locale.ROOT,
        "%d parameters, %s, JVM to JVM: %.0f MB/s (%.0f to %.0f), %d chunks sent again, peak memory"
            + " %.0f MB here, %.0f MB there%n",
        parameters,
        precision,
        rate.median(),
        rate.lowest(),
        rate.highest(),
        resent,
        ResidentMemory.peakMegabytes(ProcessHandle.current().pid()),
        ResidentMemory.peakMegabytes(child));
    out.flush();
  }
}
