package dev.clientele.network;

/** The kinds of layers that adapters may be put beside, by the layers' names. */
public enum LoraTarget {
  /** The attentions' projections: queries, keys, values and output. */
  ATTENTION,
  /** The layers of the time embedding, and its projection in every block. */
  TIME,
  /** The tables of label and client embeddings. */
  EMBEDDING,
  /** All convolutions, 1x1 shortcuts included. */
  CONVOLUTION,
  /** The other dense layers: those of dense denoisers and a classifier's last ones. */
  DENSE;

  /** The kind of the layer with that name, such as {@code mid_block.attentions.0.to_q}. */
  static LoraTarget of(String layer) {
    String last = layer.substring(layer.lastIndexOf('.') + 1);
    if (layer.endsWith(".to_out.0") || last.startsWith("to_")) {
      return ATTENTION;
    }
    if (layer.startsWith("time_embedding.") || last.equals("time_emb_proj")) {
      return TIME;
    }
    if (last.endsWith("_embedding")) {
      return EMBEDDING;
    }
    return last.startsWith("conv") ? CONVOLUTION : DENSE;
  }
}
