package dev.clientele.report;

import java.util.List;
import java.util.Locale;

/** Pieces of HTML. Every text that comes in is escaped. */
final class Html {
  private Html() {}

  /** Text that is safe between tags and in quoted attributes. */
  static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(c < ' ' && c != '\n' && c != '\t' ? '\uFFFD' : c);
      }
    }
    return safe.toString();
  }

  /** A table; the first column names its row, the others are numbers, right-aligned. */
  static String table(List<String> head, List<List<String>> rows) {
    StringBuilder html = new StringBuilder("<div class=\"wide\"><table>\n<tr>");
    for (String cell : head) {
      html.append("<th>").append(escape(cell)).append("</th>");
    }
    html.append("</tr>\n");
    for (List<String> row : rows) {
      html.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        html.append(i == 0 ? "<th>" : "<td>").append(escape(row.get(i)));
        html.append(i == 0 ? "</th>" : "</td>");
      }
      html.append("</tr>\n");
    }
    return html.append("</table></div>\n").toString();
  }

  /** A whole number with its thousands apart. */
  static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** Four significant digits; a dash for what is not there. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return "\u2013";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return number((long) value);
    }
    double size = Math.abs(value);
    if (size >= 1e6 || size < 1e-4) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    int digits = Math.clamp(3 - (int) Math.floor(Math.log10(size)), 0, 7);
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }

  /** The same without zeros at the end, for an axis. */
  static String tick(double value) {
    String text = number(value);
    boolean fraction = text.contains(".") && !text.contains("e");
    return fraction ? text.replaceAll("0+$", "") : text;
  }

  /** A number of bytes in units of 1000. */
  static String bytes(long bytes) {
    double count = bytes;
    String[] units = {"bytes", "kB", "MB", "GB", "TB", "PB"};
    int unit = 0;
    while (Math.abs(count) >= 1000 && unit < units.length - 1) {
      count /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", count, units[unit]);
  }
}
