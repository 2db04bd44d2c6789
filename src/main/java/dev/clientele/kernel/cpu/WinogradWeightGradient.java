package dev.clientele.kernel.cpu;

import dev.clientele.kernel.Step;

/**
 * A prepared backward pass to the weights: the products of the inputs' planes, transposed, with the
 * planes of the outputs' gradients, summed over the blocks.
 *
 * @param first the products of the first block, which overwrite
 * @param next those of a later block, which add
 * @param last those of the last block, which add, unless it is the first
 * @param left planes of the inputs
 * @param right planes of the outputs' gradients
 * @param planes the gradient of the transformed weights
 * @param add whether the gradients of weights and bias are added to what is there
 * @param dbias 0 for none
 */
record WinogradWeightGradient(
    WinogradTiles tiles,
    WinogradTransforms inputs,
    WinogradTransforms outputs,
    WinogradWeightTransform weights,
    Step first,
    Step next,
    Step last,
    long left,
    long right,
    long planes,
    long x,
    long dy,
    boolean add,
    long dweights,
    long dbias)
    implements Step {
  @Override
  public void run() {
    int end = tiles.blocks() - 1;
    for (int block = 0; block <= end; block++) {
      inputs.input(x, block, left);
      outputs.gradient(dy, block, right);
      if (dbias != 0) {
        outputs.sums(right, block, add || block > 0, dbias);
      }
      if (block == 0) {
        first.run();
      } else {
        (block == end ? last : next).run();
      }
    }
    weights.gradient(planes, add, dweights);
  }
}
