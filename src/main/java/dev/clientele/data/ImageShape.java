package dev.clientele.data;

/** An image's size in pixels, and its channels. */
public record ImageShape(int height, int width, int channels) {
  /** Rejects sizes below one. */
  public ImageShape {
    if (height < 1 || width < 1 || channels < 1) {
      throw new IllegalArgumentException(
          "expected positive sizes but was " + height + " x " + width + " x " + channels);
    }
  }

  /** How many numbers an image has. */
  public int size() {
    return height * width * channels;
  }

  @Override
  public String toString() {
    return height + "x" + width + "x" + channels;
  }
}
