package dev.clientele.kernel.cpu;

import dev.clientele.kernel.Step;
import java.util.List;

/**
 * A prepared forward pass, or a backward pass to the data, which is a forward pass with reversed
 * weights: block by block, images to planes, their products with the transformed weights, planes to
 * images.
 *
 * @param terms whose products are summed
 * @param left planes of the inputs
 * @param right planes of the outputs
 * @param bias 0 for none
 * @param residual 0 for none
 */
record WinogradPass(
    WinogradTiles tiles,
    List<Term> terms,
    WinogradTransforms outputs,
    long left,
    long right,
    long x,
    long bias,
    long residual,
    boolean add,
    long y)
    implements Step {

  /**
   * One filter over what it sees of the images.
   *
   * @param product the products of a full block, which the second term and later ones add
   * @param lastProduct the products of the last block
   */
  record Term(WinogradTransforms inputs, Step product, Step lastProduct) {}

  @Override
  public void run() {
    int last = tiles.blocks() - 1;
    int count = terms.size();
    for (int block = 0; block <= last; block++) {
      for (int i = 0; i < count; i++) {
        Term term = terms.get(i);
        term.inputs.input(x, block, left);
        (block == last ? term.lastProduct : term.product).run();
      }
      outputs.output(right, block, bias, residual, add, y);
    }
  }
}
