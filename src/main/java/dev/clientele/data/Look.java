package dev.clientele.data;

import java.util.StringJoiner;

/**
 * What one client's camera does to its pictures.
 *
 * @param angle degrees by which they are turned, clockwise
 * @param hue the tint's, degrees on the colour wheel
 * @param saturation the tint's strength; 0 is none
 * @param gamma exponent of the brightness; 1 changes nothing, less is brighter
 * @param contrast factor about middle grey; 1 changes nothing
 * @param inverted a negative
 */
record Look(
    double angle, double hue, double saturation, double gamma, double contrast, boolean inverted) {
  /** The description of a look that changes nothing much. */
  static final String ORDINARY = "upright";

  private static final String[] HUES = {"red", "yellow", "green", "cyan", "blue", "magenta"};

  /**
   * Changes one image's colours, -1..1 in {@code to} from {@code at}; the angle is not its task.
   */
  void apply(float[] to, int at, ImageShape shape) {
    if (saturation == 0 && gamma == 1 && contrast == 1 && !inverted) {
      return;
    }
    for (int c = 0; c < shape.channels(); c++) {
      double gain = shape.channels() == 1 ? 1 : gain(c);
      for (int i = at + c; i < at + shape.size(); i += shape.channels()) {
        double level = gamma == 1 ? (to[i] + 1) / 2 : StrictMath.pow((to[i] + 1) / 2, gamma);
        level = 0.5 + contrast * (level - 0.5);
        level = gain * (inverted ? 1 - level : level);
        to[i] = (float) Math.clamp(2 * level - 1, -1, 1);
      }
    }
  }

  private double gain(int channel) {
    return 1 - saturation * (1 - StrictMath.cos(StrictMath.toRadians(hue - 120 * channel))) / 2;
  }

  /**
   * What strikes the eye, such as "rotated 31 degrees left, tinted green"; "upright" if nothing.
   */
  String description() {
    StringJoiner words = new StringJoiner(", ");
    long degrees = Math.round(angle);
    if (degrees != 0) {
      String unit = Math.abs(degrees) == 1 ? " degree " : " degrees ";
      words.add("rotated " + Math.abs(degrees) + unit + (degrees > 0 ? "right" : "left"));
    }
    if (saturation > 0) {
      words.add("tinted " + HUES[(int) Math.round(hue / 60) % HUES.length]);
    }
    if (gamma < 0.8 || gamma > 1.25) {
      words.add(gamma < 1 ? "bright" : "dark");
    }
    if (contrast < 0.8) {
      words.add("pale");
    }
    if (inverted) {
      words.add("negative");
    }
    return words.length() == 0 ? ORDINARY : words.toString();
  }
}
