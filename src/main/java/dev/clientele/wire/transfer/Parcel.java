package dev.clientele.wire.transfer;

import dev.clientele.tensor.Layout;
import dev.clientele.tensor.Precision;
import dev.clientele.tensor.Weights;
import dev.clientele.wire.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Weights that are ready to be sent, to as many receivers as want them. It refers to the weights
 * and copies nothing. Immutable.
 */
public final class Parcel {
  private record Piece(int offset, int length) {}

  private final Weights weights;
  private final Content content;
  private final List<Piece> pieces;

  private Parcel(
      long label,
      Weights weights,
      OptionalLong base,
      Content.Rule rule,
      Precision precision,
      List<Piece> pieces) {
    this.weights = weights;
    this.pieces = pieces;
    int numbers = pieces.stream().mapToInt(Piece::length).sum();
    this.content =
        new Content(label, weights.layout(), base, rule, precision, numbers, pieces.size());
  }

  /**
   * All of the weights.
   *
   * @param precision half of it is exact only for weights that were {@link Precision#round rounded}
   */
  public static Parcel full(long label, Weights weights, Precision precision, Options options) {
    return new Parcel(
        label,
        weights,
        OptionalLong.empty(),
        Content.Rule.REPLACE,
        precision,
        pieces(weights.layout(), e -> true, options.chunk()));
  }

  /**
   * The tensors that differ from {@code base}.
   *
   * @param precision half of it is exact only for weights that were {@link Precision#round rounded}
   */
  public static Parcel changes(
      long label,
      Weights weights,
      long baseLabel,
      Weights base,
      Precision precision,
      Options options) {
    return new Parcel(
        label,
        weights,
        OptionalLong.of(baseLabel),
        Content.Rule.REPLACE,
        precision,
        pieces(weights.layout(), e -> !weights.sameAs(base, e), options.chunk()));
  }

  /**
   * Numbers to be added to the base, without the tensors that are zero; the receiver will hold
   * {@code base.plus(1, differences)}.
   */
  public static Parcel differences(
      long label, Weights differences, long baseLabel, Precision precision, Options options) {
    Weights zero = Weights.zeros(differences.layout());
    return new Parcel(
        label,
        differences,
        OptionalLong.of(baseLabel),
        Content.Rule.ADD,
        precision,
        pieces(differences.layout(), e -> !differences.sameAs(zero, e), options.chunk()));
  }

  /** Runs of neighbouring tensors, cut where they are longer than a chunk. */
  private static List<Piece> pieces(Layout layout, Predicate<Layout.Entry> sent, int chunk) {
    List<Piece> pieces = new ArrayList<>();
    int start = 0;
    int end = 0;
    for (Layout.Entry e : layout.entries()) {
      if (sent.test(e)) {
        end = e.offset() + e.size();
      } else {
        cut(start, end, chunk, pieces);
        start = e.offset() + e.size();
        end = start;
      }
    }
    cut(start, end, chunk, pieces);
    return List.copyOf(pieces);
  }

  private static void cut(int start, int end, int chunk, List<Piece> pieces) {
    for (long at = start; at < end; at += chunk) {
      pieces.add(new Piece((int) at, (int) Math.min(chunk, end - at)));
    }
  }

  /** Bytes of the numbers that one receiver gets. */
  public long bytes() {
    return (long) content.precision().bytes() * content.numbers();
  }

  Content content() {
    return content;
  }

  Incoming.Chunk chunk(int number) {
    Piece piece = pieces.get(number);
    return new Incoming.Chunk(
        number,
        piece.offset(),
        Slice.of(weights, piece.offset(), piece.length(), content.precision()));
  }
}
