package dev.clientele.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Makes small image files. */
final class Pictures {
  private Pictures() {}

  /** A picture of one colour, as PNG or, by its name's ending, JPEG. */
  static Path write(Path file, int width, int height, int rgb) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int p = 0; p < width * height; p++) {
      image.setRGB(p % width, p / width, rgb);
    }
    return write(file, image);
  }

  static Path write(Path file, BufferedImage image) {
    try {
      Files.createDirectories(file.getParent());
      String name = file.toString();
      ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
