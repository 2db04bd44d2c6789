package dev.clientele.cli;

import dev.clientele.data.ClientData;
import dev.clientele.data.Federation;
import dev.clientele.data.Images;
import dev.clientele.data.Part;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table of clients: how many images, of which classes, and what sets each client apart. */
final class DataTable {
  private static final String START = "%8s %-10s %7s %9s %11s ";

  /** Classes with a column of their own; a wider table would not fit any terminal. */
  private static final int MOST_COLUMNS = 20;

  /** Sentences about what was left out that are printed one by one. */
  private static final int MOST_SKIPPED = 10;

  private final Federation federation;
  private final PrintWriter out;
  private final int[] classTotals;
  private final Map<Part, Integer> partTotals = new EnumMap<>(Part.class);
  private int clients;

  DataTable(Federation federation, PrintWriter out) {
    this.federation = federation;
    this.out = out;
    this.classTotals = new int[federation.classes()];
  }

  void header() {
    out.printf(
        "%s: %d registered and %d unseen clients, images of %s in %d classes%n",
        federation.name(),
        federation.registered(),
        federation.unseen(),
        federation.shape(),
        federation.classes());
    list("classes", IntStream.range(0, federation.classes()).mapToObj(this::className).toList());
    list("domains", federation.domains());
    List<String> skipped = federation.skipped();
    if (!skipped.isEmpty()) {
      out.printf("left out: %d%n", skipped.size());
      skipped.stream().limit(MOST_SKIPPED).forEach(text -> out.println("  " + text));
    }
    out.println();
    String classes =
        hasColumns()
            ? IntStream.range(0, federation.classes())
                .mapToObj(c -> String.format("%6s", "#" + c))
                .collect(Collectors.joining())
            : String.format("%8s", "classes");
    out.printf(
        START + "%s  %s%n",
        "client",
        "",
        Part.TRAIN.title(),
        Part.HELD_OUT.title(),
        Part.VALIDATION.title(),
        classes,
        "what is its own");
  }

  private String className(int label) {
    return "#" + label + " " + federation.className(label);
  }

  private void list(String title, List<String> names) {
    boolean said = names.stream().allMatch(name -> name.matches("#(\\d+) \\1"));
    if (!said) {
      out.println(title + ": " + String.join(", ", names));
    }
  }

  private boolean hasColumns() {
    return federation.classes() <= MOST_COLUMNS;
  }

  /** One client; the columns of classes count all of its images together. */
  void row(ClientData client) {
    int[] counts = classCounts(client);
    Map<Part, Integer> parts = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      parts.put(part, client.count(part));
      partTotals.merge(part, client.count(part), Integer::sum);
    }
    print(
        Integer.toString(client.id()),
        client.id() < federation.registered() ? "registered" : "unseen",
        parts,
        counts,
        client.description());
    clients++;
    Arrays.setAll(classTotals, c -> classTotals[c] + counts[c]);
  }

  /** How many of all images of a client are of each class; draws none of them. */
  int[] classCounts(ClientData client) {
    int[] counts = new int[federation.classes()];
    for (Part part : Part.values()) {
      Images images = client.streamed(part);
      for (int i = 0; i < images.count(); i++) {
        counts[images.label(i)]++;
      }
    }
    return counts;
  }

  /** The sums over the rows. */
  void totals() {
    print("total", clients + " shown", partTotals, classTotals, "");
  }

  private void print(String id, String kind, Map<Part, Integer> parts, int[] counts, String text) {
    String classes =
        hasColumns()
            ? Arrays.stream(counts)
                .mapToObj(n -> String.format("%6d", n))
                .collect(Collectors.joining())
            : String.format("%8d", Arrays.stream(counts).filter(n -> n > 0).count());
    String line =
        String.format(
            START + "%s  %s",
            id,
            kind,
            parts.getOrDefault(Part.TRAIN, 0),
            parts.getOrDefault(Part.HELD_OUT, 0),
            parts.getOrDefault(Part.VALIDATION, 0),
            classes,
            text);
    out.println(line.stripTrailing());
  }
}
