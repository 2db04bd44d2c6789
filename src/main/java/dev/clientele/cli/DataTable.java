package dev.clientele.cli;

import dev.clientele.config.ClientsConfig;
import dev.clientele.data.ClientData;
import dev.clientele.data.Federation;
import dev.clientele.data.Images;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table of clients: how many images, of which classes, and what sets each client apart. */
final class DataTable {
  private static final String START = "%8s %-10s %7s %9s ";

  private final Federation federation;
  private final PrintWriter out;
  private final int[] classTotals;
  private int clients;
  private int train;
  private int heldOut;

  DataTable(Federation federation, PrintWriter out) {
    this.federation = federation;
    this.out = out;
    this.classTotals = new int[federation.classes()];
  }

  void header(ClientsConfig clients) {
    out.printf(
        "%s: %d registered and %d unseen clients, each with %d training and %d held-out images of"
            + " %s in %d classes%n%n",
        federation.name(),
        federation.registered(),
        federation.unseen(),
        clients.samples(),
        clients.heldOut(),
        federation.shape(),
        federation.classes());
    String classes =
        IntStream.range(0, federation.classes())
            .mapToObj(c -> String.format("%6s", "#" + c))
            .collect(Collectors.joining());
    out.printf(START + "%s  %s%n", "client", "", "train", "held-out", classes, "what is its own");
  }

  /** One client; the columns of classes count training and held-out images together. */
  void row(ClientData client) {
    int[] counts = new int[federation.classes()];
    count(client.train(), counts);
    count(client.heldOut(), counts);
    print(
        Integer.toString(client.id()),
        client.id() < federation.registered() ? "registered" : "unseen",
        client.train().count(),
        client.heldOut().count(),
        counts,
        client.description());
    clients++;
    train += client.train().count();
    heldOut += client.heldOut().count();
    Arrays.setAll(classTotals, c -> classTotals[c] + counts[c]);
  }

  /** The sums over the rows. */
  void totals() {
    print("total", clients + " shown", train, heldOut, classTotals, "");
  }

  private void print(String id, String kind, int train, int heldOut, int[] counts, String text) {
    String classes =
        Arrays.stream(counts).mapToObj(n -> String.format("%6d", n)).collect(Collectors.joining());
    String line = String.format(START + "%s  %s", id, kind, train, heldOut, classes, text);
    out.println(line.stripTrailing());
  }

  private static void count(Images images, int[] counts) {
    for (int i = 0; i < images.count(); i++) {
      counts[images.label(i)]++;
    }
  }
}
