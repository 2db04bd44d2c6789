package dev.clientele.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** A page with everything in it, no scripts and nothing from elsewhere. Not thread-safe. */
public final class HtmlPage {
  private final StringBuilder html = new StringBuilder();

  /** Begins a page; both texts are escaped. */
  public HtmlPage(String title, String lead) {
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.append("<title>").append(Html.escape(title)).append(" \u2013 Clientele</title>\n");
    html.append("<style>\n").append(styleSheet()).append("</style>\n</head>\n<body>\n");
    html.append("<h1>").append(Html.escape(title)).append("</h1>\n");
    html.append("<p class=\"lead\">").append(Html.escape(lead)).append("</p>\n");
  }

  /** Adds HTML as it is. */
  void add(String content) {
    html.append(content);
  }

  /** Adds a section of HTML; where it is empty the page says so. */
  public void section(String title, String content) {
    html.append("<section>\n<h2>").append(Html.escape(title)).append("</h2>\n");
    html.append(content.isEmpty() ? "<p class=\"absent\">Not there.</p>\n" : content);
    html.append("</section>\n");
  }

  /** A table as HTML, its texts escaped; the first column names its row. */
  public static String table(List<String> head, List<List<String>> rows) {
    return Html.table(head, rows);
  }

  /** A PNG file as HTML that holds it; a sentence where it cannot be read. */
  public static String picture(Path file) {
    String name = Html.escape(file.getFileName().toString());
    try {
      String data = Base64.getEncoder().encodeToString(Files.readAllBytes(file));
      return "<figure><figcaption>%s</figcaption>\n".formatted(name)
          + "<div class=\"wide\"><img alt=\"%s\" src=\"data:image/png;base64,".formatted(name)
          + data
          + "\"></div></figure>\n";
    } catch (IOException e) {
      return "<p class=\"absent\">%s could not be read.</p>\n".formatted(name);
    }
  }

  /** The whole page. */
  public String end() {
    return html + "</body>\n</html>\n";
  }

  /** Writes the whole page, or nothing. */
  public void write(Path file) {
    AtomicFile.write(file, end().getBytes(StandardCharsets.UTF_8));
  }

  private static String styleSheet() {
    try (InputStream in = HtmlPage.class.getResourceAsStream("report.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
