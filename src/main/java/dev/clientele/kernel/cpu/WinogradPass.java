package dev.clientele.kernel.cpu;

import dev.clientele.kernel.Step;

/**
 * A prepared forward pass, or a backward pass to the data, which is a forward pass with reversed
 * weights: block by block, images to planes, their products with the transformed weights, planes to
 * images.
 *
 * @param product the products of a full block
 * @param lastProduct the products of the last block
 * @param left planes of the inputs
 * @param right planes of the outputs
 * @param bias 0 for none
 * @param residual 0 for none
 */
record WinogradPass(
    WinogradTiles tiles,
    WinogradTransforms inputs,
    WinogradTransforms outputs,
    Step product,
    Step lastProduct,
    long left,
    long right,
    long x,
    long bias,
    long residual,
    boolean add,
    long y)
    implements Step {
  @Override
  public void run() {
    int last = tiles.blocks() - 1;
    for (int block = 0; block <= last; block++) {
      inputs.input(x, block, left);
      (block == last ? lastProduct : product).run();
      outputs.output(right, block, bias, residual, add, y);
    }
  }
}
